"""The campaign around the complaints: sample enterprises, visits, publicity, assessment."""
