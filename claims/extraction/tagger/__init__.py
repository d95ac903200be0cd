"""The networks: which words are cue, source, content and name."""
