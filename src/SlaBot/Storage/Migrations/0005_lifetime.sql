-- What a customer from that source is worth over all the years, where it is told beside the spend; a decimal in words.
ALTER TABLE spend ADD COLUMN lifetime TEXT;
