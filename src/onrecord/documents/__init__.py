"""Decodes, cleans and dates raw items into documents."""
