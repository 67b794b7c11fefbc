"""One reader per channel: a file goes in, RawRecords come out."""
