-- What a run's calls under way can cost at most, beside what it has spent: whether one more call fits is then a condition of
-- one update, and not a sum over reservations that may only be trusted under a lock.
ALTER TABLE budget ADD COLUMN reserved_usd numeric NOT NULL DEFAULT 0;
UPDATE budget SET reserved_usd = (SELECT coalesce(sum(usd), 0) FROM reservation WHERE reservation.run = budget.run);
ALTER TABLE budget SET (fillfactor = 20);
