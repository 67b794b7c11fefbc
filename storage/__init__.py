"""The database: tables, the store, migrations. Rows never leave this package."""
