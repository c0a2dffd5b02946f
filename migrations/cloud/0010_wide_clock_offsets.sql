-- SY-6: a laptop whose battery died wakes up decades ago. Its offset in milliseconds does not fit 32 bits, and its scans still count.

alter table app.stations alter column clock_offset_ms type bigint;
alter table app.station_ops alter column clock_offset_ms type bigint;
