create trigger audit_is_not_changed before update on audit
begin
    select raise(abort, 'The audit is only ever added to.');
end;

-- "insert or replace" would pass the trigger on delete by.
create trigger audit_is_not_replaced before insert on audit
when exists (select 1 from audit where id = new.id)
begin
    select raise(abort, 'The audit is only ever added to.');
end;

-- Entries may go only once the audit itself says that all before that moment do (type audit_cut).
create trigger audit_is_not_shortened before delete on audit
when not exists (select 1 from audit cut where cut.type = 'audit_cut' and cast(cut.subject as bigint) > old.at)
begin
    select raise(abort, 'The audit is only ever added to.');
end;
