"""The pages in a browser: filters by map, time and text; words highlighted; a correction undone; print; axe."""

from __future__ import annotations

import re

import pytest
from served import TOKEN, made_store, serving, settings_of
from small_stages import articles, raw_item

expect = pytest.importorskip("playwright.sync_api").expect

MORE = {
    "four.txt": "Green Guard raided Beta on 2020-06-20, killing 2. Blue Army denied the attack, it said.",
    "five.txt": "The Red Front shelled Alpha on 2020-07-01, killing 7. Blue Army claimed the attack, it said.",
}


@pytest.fixture
def address(tmp_path):
    more = [raw_item(name, text, source="late news", published="2020-07-02") for name, text in MORE.items()]
    path = made_store(tmp_path / "a.db", [*articles(), *more])
    with serving(settings_of(path, token=TOKEN)) as opened:
        yield opened


def shown(page):
    return int(page.inner_text(".count b"))


def wait_for_count(page, count):
    expect(page.locator(".count b")).to_have_text(str(count), timeout=90_000)


def assert_stayed_here(page, address):
    assert [url for url in page.asked if not url.startswith((address, "blob:", "data:"))] == []
    assert page.errors == []


def test_explore_filters_by_text_time_and_table_keys(page, address):
    page.goto(address)
    assert shown(page) == 4
    page.fill("input[name=q] >> nth=1", "raided")
    wait_for_count(page, 2)
    assert "q=raided" in page.url
    page.click(".chip")
    wait_for_count(page, 4)
    bars = page.locator("#timeline .bar")
    box = page.locator("#timeline").bounding_box()
    first = bars.first.locator(".hit").bounding_box()
    page.mouse.move(first["x"] + 1, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(first["x"] + first["width"] * 3, box["y"] + 20)
    page.mouse.up()
    wait_for_count(page, 1)
    assert re.search(r"since=2020-05-01&until=2020-05-", page.url)
    page.go_back()
    wait_for_count(page, 4)
    page.focus("#incidents tbody tr >> nth=0 >> a")
    page.keyboard.press("ArrowDown")
    wanted = page.locator("#incidents tbody tr").nth(1).get_attribute("data-id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{wanted}")
    assert_stayed_here(page, address)


def test_explore_filters_by_the_map(page, address):
    page.goto(f"{address}/#map=5/36.2/44")
    page.wait_for_selector("#map[data-shown]", state="attached")
    page.click("#in-view")
    wait_for_count(page, 2)
    assert "bbox=" in page.url
    assert "#map=" in page.url
    page.wait_for_selector("#whole-map:not([hidden])")
    page.click("#whole-map")
    wait_for_count(page, 4)
    assert_stayed_here(page, address)


def test_explore_works_without_scripts_and_without_webgl(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("#filters input[name=place]", "alpha")
    page.click("#filters button[type=submit]")
    wait_for_count(page, 2)
    picture = page.locator("#still-map img")
    expect(picture).to_have_js_property("naturalWidth", 900, timeout=90_000)
    assert picture.bounding_box()["height"] > 100
    context.close()


def test_a_click_on_a_casualty_figure_highlights_its_words(page, address):
    page.goto(f"{address}/?since=2020-05&until=2020-05&place=Alpha")
    page.click("#incidents tbody th a")
    page.click(".tolls a.quoted:text-is('5')")
    expect(page.locator("#panel mark.here")).to_have_text("5", timeout=90_000)
    assert "two.txt" in page.inner_text("#panel h2")
    assert "killing 5." in page.inner_text("#panel .story")
    page.click("#panel >> text=Whole document")
    assert page.inner_text("mark.here") == "5"
    assert_stayed_here(page, address)


def begin(page, address):
    page.goto(f"{address}/review")
    page.fill("input[name=reviewer]", "R. Viewer")
    page.fill("input[name=token]", TOKEN)
    page.click("text=Begin to review")
    page.wait_for_selector("text=Decisions go to the journal as R. Viewer")


def killed(page):
    return page.inner_text(".tolls .sum .number >> nth=0")


def test_a_correction_made_by_keyboard_changes_the_incident_and_is_undone(page, address):
    begin(page, address)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".reviewbar")
    before = killed(page)
    page.keyboard.press("c")
    page.select_option("#correct select", "killed")
    page.fill("#correct input[name=value]", "41")
    page.fill("#correct input[name=reason]", "counted again")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    page.wait_for_load_state("load")
    assert killed(page) == "41"
    assert "counted again" in page.inner_text(".remarks")
    page.keyboard.press("u")
    page.wait_for_selector("text=Decision 2 is in the journal")
    assert killed(page) == before
    assert page.query_selector(".remarks") is None
    assert_stayed_here(page, address)


def test_a_report_is_split_off_by_mouse_and_the_decision_undone(page, address):
    begin(page, address)
    page.goto(f"{address}/?since=2020-05&until=2020-05&place=Alpha")
    page.click("#incidents tbody th a")
    page.click("text=Does not belong here >> nth=0")
    page.wait_for_selector(".done")
    page.goto(f"{address}/?since=2020-05&until=2020-05&place=Alpha")
    assert shown(page) > 1
    page.goto(f"{address}/review")
    page.click("button:has-text('Undo') >> nth=0")
    page.wait_for_selector("text=undone by 2")
    page.goto(f"{address}/?since=2020-05&until=2020-05&place=Alpha")
    assert shown(page) == 1


def test_the_dossier_prints(page, address, tmp_path):
    page.goto(f"{address}/actors/blue-army")
    path = tmp_path / "dossier.pdf"
    page.pdf(path=path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(data) > 10_000
    page.emulate_media(media="print")
    assert not page.locator(".bar nav").is_visible()
    assert page.locator(".footnotes").is_visible()
    assert_stayed_here(page, address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser, address, scheme):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(90_000)
    begin(page, address)
    paths = ["/", "/review", "/actors", "/actors/blue-army", "/sources", "/search?q=shelled"]
    page.goto(address)
    paths.append(page.locator("#incidents tbody th a").first.get_attribute("href"))
    page.goto(f"{address}/sources/documents?name=one+news")
    paths.append(page.locator("table a").first.get_attribute("href"))
    for path in paths:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        serious = [
            (one["id"], node["html"])
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
        assert serious == [], path
    context.close()
