"""The pipeline and the command line: the only room that knows both the stages and the store."""
