-- Who wrote what changed, as Git names them; nobody of them reviews or signs it.
alter table change add column authors text[];
