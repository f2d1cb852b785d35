"""Coverage-guided fuzzing of what reads untrusted bytes (atheris over libFuzzer); see ``__main__``."""
