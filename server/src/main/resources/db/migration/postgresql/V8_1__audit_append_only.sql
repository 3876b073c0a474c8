create function audit_is_only_added_to() returns trigger language plpgsql as $$
begin
    -- Entries may go only once the audit itself says that all before that moment do (type audit_cut).
    if tg_op = 'DELETE' then
        -- In a case, as subjects of other types are no numbers.
        if exists (select 1 from audit cut where cut.type = 'audit_cut'
                   and case when cut.type = 'audit_cut' then cast(cut.subject as bigint) > old.at end) then
            return old;
        end if;
    end if;
    raise exception 'The audit is only ever added to.' using errcode = 'restrict_violation';
end
$$;

create trigger audit_is_not_changed before update or delete on audit
for each row execute function audit_is_only_added_to();

create trigger audit_is_not_emptied before truncate on audit
for each statement execute function audit_is_only_added_to();
