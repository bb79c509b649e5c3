"""Tables as files: data packages, CSV, schemas, EDTF dates. Imports only `dmz_map.errors`."""
