-- A trigger for each ticket of a download is a quarter of what the download costs. Whoever adds tickets counts them, and enters their
-- imported codes, a page at a time; leaving is still followed by triggers.
drop trigger tickets_in;
drop trigger tickets_coded;
