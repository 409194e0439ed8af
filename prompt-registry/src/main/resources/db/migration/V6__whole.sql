-- Whether every case is evaluated, even when none that is left can change the verdict; no when absent.
alter table change add column whole boolean;
