-- What a lead's facts hold has changed (decisions/0009): they are made anew from the events at the next start.
DELETE FROM facts;
