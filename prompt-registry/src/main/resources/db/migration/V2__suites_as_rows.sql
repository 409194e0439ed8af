-- A suite is too large to be one text: its cases lie here, each once for all suites of the prompt that hold it.

-- Within a prompt, whose lock its writers hold: two prompts that insert the same cases must not wait for each other.
create table eval_case (
    id     bigint generated always as identity primary key,
    prompt text not null,
    digest text not null,
    json   text not null, -- canonical (RFC 8785)
    unique (prompt, digest)
);

create sequence case_list_id;

-- Which cases a suite has. The list has its id before the suite has its digest, which is known only at its end.
create table listed_case (
    list      bigint not null,
    place     bytea  not null, -- the case's id in UTF-16BE, whose bytes have the order of Java's strings
    eval_case bigint not null references eval_case,
    primary key (list, place)
);
create index listed_case_by_case on listed_case (eval_case);

alter table content add column case_list bigint unique;
alter table content drop constraint content_check;

create function pg_temp.utf_16_be(id text) returns bytea language sql as $$
    select string_agg(decode(
            case when point < 65536 then lpad(to_hex(point), 4, '0')
                 else to_hex(55296 + ((point - 65536) >> 10)) || to_hex(56320 + ((point - 65536) & 1023)) end,
            'hex'), ''::bytea order by nr)
    from (select ascii(letter) as point, nr from regexp_split_to_table(id, '') with ordinality as split (letter, nr)) as points
$$;

-- PostgreSQL's JSON functions fail at the escape of U+0000, which a canonical text may have. It has no other escape above
-- U+001F, so this one can stand for it. The backslashes before count: an odd one is itself escaped.
create function pg_temp.shielded(said text) returns text language sql as $$
    select case when position('\u0000' in said) = 0 then said
                else regexp_replace(said, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\uf8ff', 'g') end
$$;
create function pg_temp.bared(said text) returns text language sql as $$
    select case when position('\uf8ff' in said) = 0 then said
                else regexp_replace(said, '(?<!\\)((?:\\\\)*)\\uf8ff', '\1\\u0000', 'g') end
$$;

-- What was published before moves; an element of a json (not jsonb) array keeps its text to the letter.
update content set case_list = nextval('case_list_id') where kind = 'suite' and json is not null;

create temporary table moved on commit drop as
select content.case_list as list, owner.prompt, pg_temp.bared(element.text) as text,
       'sha256:' || encode(sha256(convert_to(pg_temp.bared(element.text), 'UTF8')), 'hex') as digest,
       element.text::json ->> 'id' as id
from content
join lateral (select prompt from suite where suite.digest = content.digest order by suite.id limit 1) as owner on true
cross join lateral (select value::text from json_array_elements(pg_temp.shielded(content.json)::json -> 'cases')) as element (text)
where content.case_list is not null;

insert into eval_case (prompt, digest, json)
select distinct on (prompt, digest) prompt, digest, text from moved order by prompt, digest;

insert into listed_case (list, place, eval_case)
select moved.list, pg_temp.utf_16_be(moved.id), eval_case.id
from moved join eval_case on eval_case.prompt = moved.prompt and eval_case.digest = moved.digest;

update content set json = null where case_list is not null;

alter table content
    add constraint content_is_there_or_erased
        check ((json is null and case_list is null) = (erased_at is not null)),
    add constraint content_is_a_text_or_a_list
        check (json is null or case_list is null),
    add constraint content_of_suites_is_a_list
        check ((kind = 'suite') = (case_list is not null) or erased_at is not null);
