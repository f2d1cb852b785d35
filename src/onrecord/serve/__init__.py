"""Serves a store to a browser and to programs: pages, maps, timelines, review, an HTTP API. Nothing leaves the machine.

``app.make_app(settings)`` gives the application; importing this package loads none of it.
"""
