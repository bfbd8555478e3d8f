"""Tables of comma-separated values (RFC 4180), named by the fields of CASE where it has one."""
