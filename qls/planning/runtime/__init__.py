"""What belongs to IBM's service: sessions, options, what stands around a primitive."""
