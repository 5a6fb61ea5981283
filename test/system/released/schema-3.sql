--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: log_end(text, bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.log_end(tenant text, place bigint) RETURNS text
    LANGUAGE plpgsql
    AS $$
BEGIN
  RETURN coalesce((SELECT '"' || hash || '"' FROM change WHERE tenant_id = tenant AND change.position = place), 'null');
END $$;


--
-- Name: log_entry(bigint, text, bigint, bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.log_entry(at bigint, content text, created_at bigint, place bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN (((((((('{"at":'::text || at) || ',"content":"'::text) || content) || '","createdAt":'::text) || created_at) || ',"position":'::text) || place) || ',"previous":'::text);


--
-- Name: log_step(text, text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.log_step(hash text, log_end text, entry text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS $$
BEGIN
  -- No text in it has a backslash, which the cast would read as an escape.
  RETURN encode(sha256((entry || coalesce('"' || hash || '"', log_end) || '}')::bytea), 'base64');
END $$;


--
-- Name: log_hash(text, text); Type: AGGREGATE; Schema: public; Owner: -
--

CREATE AGGREGATE public.log_hash(text, text) (
    SFUNC = public.log_step,
    STYPE = text
);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: actor; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.actor (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    key bigint NOT NULL,
    subject text NOT NULL COLLATE pg_catalog."C",
    salt text COLLATE pg_catalog."C",
    commitment text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT actor_key_check CHECK ((key > 0))
);


--
-- Name: change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.change (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    settings_id text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    recorded_at bigint,
    created_at bigint NOT NULL,
    actor_client_id text COLLATE pg_catalog."C",
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    origin text NOT NULL COLLATE pg_catalog."C",
    request_id text NOT NULL COLLATE pg_catalog."C",
    snapshot_format integer NOT NULL,
    after text COLLATE pg_catalog."C",
    commit_id uuid NOT NULL,
    actor bigint NOT NULL,
    hash text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT change_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['USER'::text, 'APPLICATION'::text]))),
    CONSTRAINT change_check CHECK (((after IS NULL) = (kind = 'DELETED'::text))),
    CONSTRAINT change_kind_check CHECK ((kind = ANY (ARRAY['CREATED'::text, 'UPDATED'::text, 'DELETED'::text]))),
    CONSTRAINT change_origin_check CHECK ((origin = ANY (ARRAY['GRAPHQL'::text, 'REST'::text, 'CLI'::text, 'REPLICATION'::text]))),
    CONSTRAINT change_position_check CHECK (("position" > 0)),
    CONSTRAINT change_version_check CHECK ((version > 0))
);


--
-- Name: graph_attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.graph_attempt (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    settings_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    operation text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    content text COLLATE pg_catalog."C",
    graph_id text COLLATE pg_catalog."C",
    ids_before text NOT NULL COLLATE pg_catalog."C",
    client_request_id text NOT NULL COLLATE pg_catalog."C",
    fence bigint NOT NULL,
    at bigint NOT NULL,
    outcome text COLLATE pg_catalog."C",
    outcome_at bigint,
    problem text COLLATE pg_catalog."C",
    CONSTRAINT graph_attempt_check CHECK (((outcome IS NULL) = (outcome_at IS NULL))),
    CONSTRAINT graph_attempt_operation_check CHECK ((operation = ANY (ARRAY['create'::text, 'update'::text, 'delete'::text]))),
    CONSTRAINT graph_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'not sent'::text, 'not done'::text, 'refused'::text, 'absent'::text, 'gone'::text, 'forked'::text, 'conflict'::text]))),
    CONSTRAINT graph_attempt_reason_check CHECK ((reason = ANY (ARRAY['change'::text, 'restore'::text, 'resolve'::text]))),
    CONSTRAINT graph_attempt_seq_check CHECK ((seq > 0))
);


--
-- Name: graph_connection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.graph_connection (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    target text NOT NULL COLLATE pg_catalog."C",
    adopted_at bigint,
    reviewed bigint NOT NULL,
    keeps_ids text NOT NULL COLLATE pg_catalog."C",
    updates text NOT NULL COLLATE pg_catalog."C",
    last_whole_read_at bigint,
    not_before bigint,
    deletions_confirmed_at bigint,
    problem text COLLATE pg_catalog."C",
    CONSTRAINT graph_connection_keeps_ids_check CHECK ((keeps_ids = ANY (ARRAY['unknown'::text, 'yes'::text, 'no'::text]))),
    CONSTRAINT graph_connection_reviewed_check CHECK ((reviewed = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT graph_connection_updates_check CHECK ((updates = ANY (ARRAY['unknown'::text, 'in place'::text, 'new instance'::text])))
);


--
-- Name: graph_decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.graph_decision (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    about text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    graph_ids text NOT NULL COLLATE pg_catalog."C",
    since bigint NOT NULL,
    CONSTRAINT graph_decision_kind_check CHECK ((kind = ANY (ARRAY['FOUND_TWICE'::text, 'NOT_UPDATED_IN_PLACE'::text, 'RESTORED_TOO_OFTEN'::text, 'IGNORED'::text, 'DELETE_IN_GRAPH'::text, 'RETRY'::text])))
);


--
-- Name: graph_lease; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.graph_lease (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    fence bigint NOT NULL,
    until bigint NOT NULL
);


--
-- Name: graph_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.graph_link (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    settings_id text NOT NULL COLLATE pg_catalog."C",
    graph_id text NOT NULL COLLATE pg_catalog."C",
    confirmed text NOT NULL COLLATE pg_catalog."C",
    confirmed_version bigint NOT NULL,
    confirmed_at bigint NOT NULL,
    linked_at bigint NOT NULL,
    linked_by text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT graph_link_linked_by_check CHECK ((linked_by = ANY (ARRAY['created'::text, 'recovered'::text, 'adopted'::text, 'pulled'::text])))
);


--
-- Name: graph_observed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.graph_observed (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    graph_id text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL COLLATE pg_catalog."C",
    first_seen_at bigint NOT NULL,
    missing_since bigint
);


--
-- Name: schema_migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_migration (
    number integer NOT NULL,
    applied_at bigint NOT NULL
);


--
-- Name: settings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.settings (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    display_name text NOT NULL COLLATE pg_catalog."C",
    help_url text COLLATE pg_catalog."C",
    help_url_or_empty text GENERATED ALWAYS AS (COALESCE(help_url, ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    issuer text NOT NULL COLLATE pg_catalog."C",
    notification_type text NOT NULL COLLATE pg_catalog."C",
    renewal_threshold_percentage bigint NOT NULL,
    version integer NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT settings_issuer_check CHECK ((issuer = ANY (ARRAY['INTERCEDE'::text, 'ENTRUST_DATACARD'::text, 'PUREBRED'::text, 'X_TEC'::text]))),
    CONSTRAINT settings_notification_type_check CHECK ((notification_type = ANY (ARRAY['NONE'::text, 'COMPANY_PORTAL'::text, 'EMAIL'::text, 'COMPANY_PORTAL_AND_EMAIL'::text]))),
    CONSTRAINT settings_renewal_threshold_percentage_check CHECK (((renewal_threshold_percentage >= 1) AND (renewal_threshold_percentage <= 99))),
    CONSTRAINT settings_version_check CHECK ((version > 0))
);


--
-- Name: superseded; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.superseded (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    since bigint NOT NULL,
    CONSTRAINT superseded_check CHECK (((since > 0) AND (since < until)))
);


--
-- Name: tenant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tenant (
    tenant_id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    at bigint NOT NULL,
    previous_at bigint NOT NULL,
    settings bigint NOT NULL,
    CONSTRAINT tenant_position_check CHECK (("position" > 0))
)
WITH (fillfactor='50');


--
-- Data for Name: actor; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.actor VALUES ('00000000-0000-4000-8000-000000000001', 164450968467421, 'command-line', '2b0abda6-8a3a-41e4-9d52-b3181990c17b', 'Q9Jshg0as4rLn+QvSXWg222RFtdkwfLOfIrcnYNoFDY=');
INSERT INTO public.actor VALUES ('00000000-0000-4000-8000-000000000001', 25207072378443, 'local-developer', 'c6b5b32d-d1f7-434f-bed0-42a5b090e2d4', 'yA9gEcH19eW7MZWdKrBy4SBLhnKTea8AZvVTLkfNFkU=');


--
-- Data for Name: change; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 1, '5eed0000-0000-4000-8000-000000000001', 1, 'CREATED', 1795760397018, NULL, 1795760397018, NULL, 'APPLICATION', 'CLI', '9958c2e2-c3d4-43ff-b2ef-b83813face2f', 1, '{"displayName":"Field staff","helpUrl":"https://help.example.com/derived-credentials/field-staff","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL","renewalThresholdPercentage":20}', '07bb51e8-1979-46d0-903b-9c4060163fab', 164450968467421, '+tZGLWd3Q1b2GkXIGYOGMW7v/lScKnPkdeOdkiM1Ezw=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 2, '5eed0000-0000-4000-8000-000000000001', 2, 'UPDATED', 1795760397419, NULL, 1795760397018, NULL, 'APPLICATION', 'CLI', 'aaae68c2-0808-44ec-ad5d-65630769266d', 1, '{"displayName":"Field staff","helpUrl":"https://help.example.com/derived-credentials/field-staff","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL_AND_EMAIL","renewalThresholdPercentage":20}', '5ab9035d-ef83-43ff-8c67-89568e3d65d4', 164450968467421, 'N8SIghgg8RlxBuQYoXdBuHTf9OoQVUj2uG0oVDNS+cs=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 3, '5eed0000-0000-4000-8000-000000000001', 3, 'UPDATED', 1795760397497, NULL, 1795760397018, NULL, 'APPLICATION', 'CLI', '665675de-834d-4e33-86c7-3c89ffa4e720', 1, '{"displayName":"Field staff","helpUrl":"https://help.example.com/derived-credentials/field-staff","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL_AND_EMAIL","renewalThresholdPercentage":30}', '30a7c5ed-9ecf-4517-a309-d26692e2d5a2', 164450968467421, '//PIzPluJRDG7YsqkwUwwUFNUbj5dvgqncbKXDh4pjc=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 4, '5eed0000-0000-4000-8000-000000000002', 1, 'CREATED', 1795760397527, NULL, 1795760397527, NULL, 'APPLICATION', 'CLI', 'e3990742-2d56-40a1-ae72-8058c1b8f5fa', 1, '{"displayName":"Head office","helpUrl":"https://help.example.com/derived-credentials/head-office","issuer":"PUREBRED","notificationType":"EMAIL","renewalThresholdPercentage":20}', '57def0a2-717d-491a-8737-e8ed070f4502', 164450968467421, '8Pt9llPCXOhdVSeeFg4JLD+NyNbzSiKe1R49dbBX6YE=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 5, '5eed0000-0000-4000-8000-000000000003', 1, 'CREATED', 1795760397557, NULL, 1795760397557, NULL, 'APPLICATION', 'CLI', '0baefa90-0ce5-4e32-9b47-1833210114ea', 1, '{"displayName":"Contractors","helpUrl":"https://help.example.com/derived-credentials/contractors","issuer":"ENTRUST_DATACARD","notificationType":"EMAIL","renewalThresholdPercentage":50}', 'e8c4e698-be4a-4d49-ae6b-725d8a1b3789', 164450968467421, 'Gj6iLXXr+ZsyBZDkdZbzpNpe0s93ZcFV+IIkLPw6agk=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 6, '5eed0000-0000-4000-8000-000000000003', 2, 'UPDATED', 1795760397600, NULL, 1795760397557, NULL, 'APPLICATION', 'CLI', '4356bc13-6148-4fc6-887a-2c79a158dadf', 1, '{"displayName":"Contractors and visitors","helpUrl":null,"issuer":"ENTRUST_DATACARD","notificationType":"EMAIL","renewalThresholdPercentage":50}', 'e7d353ac-86e6-4389-852d-9412882035bd', 164450968467421, 'xCSjmwePx7F/Bq+ENHa7kExeGZaoIia88hByHoK1VMA=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 7, '5eed0000-0000-4000-8000-000000000004', 1, 'CREATED', 1795760397653, NULL, 1795760397653, NULL, 'APPLICATION', 'CLI', '98a0f3c0-9b41-4485-9de9-3f765cacca99', 1, '{"displayName":"Laboratory","helpUrl":"https://help.example.com/derived-credentials/laboratory","issuer":"INTERCEDE","notificationType":"COMPANY_PORTAL","renewalThresholdPercentage":15}', '9bae7cec-efab-4c21-a3e8-3eefb146d672', 164450968467421, 'DjSlpwVwZ9FRMHm+UsXdCWucZwOV5uhuW4Wmu2fxqc4=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 8, '5eed0000-0000-4000-8000-000000000005', 1, 'CREATED', 1795760397673, NULL, 1795760397673, NULL, 'APPLICATION', 'CLI', 'a98a032f-2ca1-41d8-bfb5-389c85ddbdb9', 1, '{"displayName":"Service desk","helpUrl":"https://help.example.com/derived-credentials/service-desk","issuer":"X_TEC","notificationType":"NONE","renewalThresholdPercentage":20}', '7e4daca3-8b39-45ed-a7b8-43c6a072e8f6', 164450968467421, '+INkCrhm5H7KYC0skwVhA3fMwIN3jup9Dli4axpDKXM=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 9, '5eed0000-0000-4000-8000-000000000005', 2, 'UPDATED', 1795760397725, NULL, 1795760397673, NULL, 'APPLICATION', 'CLI', 'c0ed6dd8-bc03-48eb-9356-80fb85d15fd8', 1, '{"displayName":"Service desk","helpUrl":"https://help.example.com/derived-credentials/service-desk","issuer":"X_TEC","notificationType":"EMAIL","renewalThresholdPercentage":20}', '474ef4c2-340f-4cae-ad38-4599491f3113', 164450968467421, 'k9qypcEfJOpsXMkGtANM+//WmXhQYSagY7H9owm6MgA=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 10, '5eed0000-0000-4000-8000-000000000001', 4, 'UPDATED', 1795760398777, NULL, 1795760397018, 'local-command-line', 'USER', 'GRAPHQL', 'ec9ee9f2-d4e2-4ba4-ba06-98c5ed4148cc', 1, '{"displayName":"Field staff","helpUrl":"https://example.org/b%C3%A4r","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL_AND_EMAIL","renewalThresholdPercentage":30}', 'db4e4539-b4ea-4d50-9c04-dc890a8b641e', 25207072378443, 'HfLD0Ad+94JQTWnWI6OuztL8nZS5OskTgDMqIwkTKLo=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 11, '5eed0000-0000-4000-8000-000000000002', 2, 'DELETED', 1795760399172, NULL, 1795760397527, 'local-command-line', 'USER', 'GRAPHQL', 'c23526f6-47df-4a97-b1df-3dce437f8618', 1, NULL, '6f909af1-d486-4935-b73b-9371a7357cab', 25207072378443, 'YT9bh4/KqsRI0W7KGSjkx7nhCiPKOKVksy99rt88Q5Y=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 12, '5eed0000-0000-4000-8000-000000000003', 3, 'DELETED', 1795760399229, NULL, 1795760397557, 'local-command-line', 'USER', 'GRAPHQL', '56c5c4e5-ba24-4f6a-98ef-dfb497cc8fd0', 1, NULL, 'fbdbcc96-e93d-4270-876c-5e6a0941c701', 25207072378443, 'VEhiPXFESPWAkootXcP1mYlqVcfjAtn22kvwT8xRRlo=');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 13, '5eed0000-0000-4000-8000-000000000003', 4, 'CREATED', 1795760399287, NULL, 1795760399287, 'local-command-line', 'USER', 'GRAPHQL', '533e5e86-6d85-4d18-8545-34efa7a43d13', 1, '{"displayName":"Contractors","helpUrl":"https://help.example.com/derived-credentials/contractors","issuer":"ENTRUST_DATACARD","notificationType":"EMAIL","renewalThresholdPercentage":50}', '68a040e8-b23a-4663-b158-94ef9496f074', 25207072378443, 'bkUnLUP3Ld4l9w4VnQscIAqo+N1N812QaROzeUjfCBM=');


--
-- Data for Name: graph_attempt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: graph_connection; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: graph_decision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: graph_lease; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: graph_link; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: graph_observed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: schema_migration; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schema_migration VALUES (1, 1795760377346);
INSERT INTO public.schema_migration VALUES (2, 1795760377416);
INSERT INTO public.schema_migration VALUES (3, 1795760377464);


--
-- Data for Name: settings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000004', 'Laboratory', 'https://help.example.com/derived-credentials/laboratory', DEFAULT, 'INTERCEDE', 'COMPANY_PORTAL', 15, 1, 1795760397653, 1795760397653, 7);
INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000005', 'Service desk', 'https://help.example.com/derived-credentials/service-desk', DEFAULT, 'X_TEC', 'EMAIL', 20, 2, 1795760397673, 1795760397725, 9);
INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000001', 'Field staff', 'https://example.org/b%C3%A4r', DEFAULT, 'PUREBRED', 'COMPANY_PORTAL_AND_EMAIL', 30, 4, 1795760397018, 1795760398777, 10);
INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000003', 'Contractors', 'https://help.example.com/derived-credentials/contractors', DEFAULT, 'ENTRUST_DATACARD', 'EMAIL', 50, 4, 1795760399287, 1795760399287, 13);


--
-- Data for Name: superseded; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.superseded VALUES ('00000000-0000-4000-8000-000000000001', 2, 1);
INSERT INTO public.superseded VALUES ('00000000-0000-4000-8000-000000000001', 3, 2);
INSERT INTO public.superseded VALUES ('00000000-0000-4000-8000-000000000001', 6, 5);
INSERT INTO public.superseded VALUES ('00000000-0000-4000-8000-000000000001', 9, 8);
INSERT INTO public.superseded VALUES ('00000000-0000-4000-8000-000000000001', 10, 3);
INSERT INTO public.superseded VALUES ('00000000-0000-4000-8000-000000000001', 11, 4);
INSERT INTO public.superseded VALUES ('00000000-0000-4000-8000-000000000001', 12, 6);


--
-- Data for Name: tenant; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.tenant VALUES ('00000000-0000-4000-8000-000000000001', 13, 1795760399287, 1795760399229, 4);


--
-- Name: actor actor_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.actor
    ADD CONSTRAINT actor_pkey PRIMARY KEY (tenant_id, key);


--
-- Name: change change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (tenant_id, "position");


--
-- Name: graph_attempt graph_attempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.graph_attempt
    ADD CONSTRAINT graph_attempt_pkey PRIMARY KEY (tenant_id, seq);


--
-- Name: graph_connection graph_connection_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.graph_connection
    ADD CONSTRAINT graph_connection_pkey PRIMARY KEY (tenant_id);


--
-- Name: graph_decision graph_decision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.graph_decision
    ADD CONSTRAINT graph_decision_pkey PRIMARY KEY (tenant_id, about);


--
-- Name: graph_lease graph_lease_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.graph_lease
    ADD CONSTRAINT graph_lease_pkey PRIMARY KEY (tenant_id);


--
-- Name: graph_link graph_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.graph_link
    ADD CONSTRAINT graph_link_pkey PRIMARY KEY (tenant_id, settings_id);


--
-- Name: graph_link graph_link_tenant_id_graph_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.graph_link
    ADD CONSTRAINT graph_link_tenant_id_graph_id_key UNIQUE (tenant_id, graph_id);


--
-- Name: graph_observed graph_observed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.graph_observed
    ADD CONSTRAINT graph_observed_pkey PRIMARY KEY (tenant_id, graph_id);


--
-- Name: schema_migration schema_migration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (number);


--
-- Name: settings settings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (tenant_id, id);


--
-- Name: superseded superseded_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.superseded
    ADD CONSTRAINT superseded_pkey PRIMARY KEY (tenant_id, until);


--
-- Name: tenant tenant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT tenant_pkey PRIMARY KEY (tenant_id);


--
-- Name: actor_by_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX actor_by_subject ON public.actor USING btree (tenant_id, subject);


--
-- Name: change_by_actor; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX change_by_actor ON public.change USING btree (tenant_id, actor, "position");


--
-- Name: change_by_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX change_by_kind ON public.change USING btree (tenant_id, kind, "position");


--
-- Name: change_by_settings; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX change_by_settings ON public.change USING btree (tenant_id, settings_id, version);


--
-- Name: graph_attempt_by_outcome; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX graph_attempt_by_outcome ON public.graph_attempt USING btree (tenant_id, outcome, outcome_at);


--
-- Name: graph_attempt_by_settings; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX graph_attempt_by_settings ON public.graph_attempt USING btree (tenant_id, settings_id, seq);


--
-- Name: graph_attempt_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX graph_attempt_open ON public.graph_attempt USING btree (tenant_id) WHERE (outcome IS NULL);


--
-- Name: settings_by_created_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX settings_by_created_at ON public.settings USING btree (tenant_id, created_at, id);


--
-- Name: settings_by_display_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX settings_by_display_name ON public.settings USING btree (tenant_id, display_name, id);


--
-- Name: settings_by_issuer_and_created_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX settings_by_issuer_and_created_at ON public.settings USING btree (tenant_id, issuer, created_at, id);


--
-- PostgreSQL database dump complete
--


