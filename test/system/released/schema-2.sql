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

SET default_tablespace = '';

SET default_table_access_method = heap;

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
    actor_subject text NOT NULL COLLATE pg_catalog."C",
    actor_client_id text COLLATE pg_catalog."C",
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    origin text NOT NULL COLLATE pg_catalog."C",
    request_id text NOT NULL COLLATE pg_catalog."C",
    snapshot_format integer NOT NULL,
    after text COLLATE pg_catalog."C",
    commit_id uuid NOT NULL,
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
-- Data for Name: change; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 1, '5eed0000-0000-4000-8000-000000000001', 1, 'CREATED', 1795754238537, NULL, 1795754238537, 'command-line', NULL, 'APPLICATION', 'CLI', 'deef0e47-05a6-40fd-b82f-74c2ad5c2291', 1, '{"displayName":"Field staff","helpUrl":"https://help.example.com/derived-credentials/field-staff","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL","renewalThresholdPercentage":20}', '80b4f6e4-4737-4935-945a-12e399ccf03f');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 2, '5eed0000-0000-4000-8000-000000000001', 2, 'UPDATED', 1795754238895, NULL, 1795754238537, 'command-line', NULL, 'APPLICATION', 'CLI', '6d2768ec-2dea-4e8d-9f27-1f1d2715be13', 1, '{"displayName":"Field staff","helpUrl":"https://help.example.com/derived-credentials/field-staff","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL_AND_EMAIL","renewalThresholdPercentage":20}', '034c947c-8341-49f3-a431-3b92c5713700');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 3, '5eed0000-0000-4000-8000-000000000001', 3, 'UPDATED', 1795754239089, NULL, 1795754238537, 'command-line', NULL, 'APPLICATION', 'CLI', '57f7bd9c-7126-4d93-8ec7-9eb05bcdb6f0', 1, '{"displayName":"Field staff","helpUrl":"https://help.example.com/derived-credentials/field-staff","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL_AND_EMAIL","renewalThresholdPercentage":30}', '9058505e-e198-4dce-999c-cf5d128cffc3');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 4, '5eed0000-0000-4000-8000-000000000002', 1, 'CREATED', 1795754239164, NULL, 1795754239164, 'command-line', NULL, 'APPLICATION', 'CLI', '5790ac82-3bfd-4864-a8da-0a81be5348d2', 1, '{"displayName":"Head office","helpUrl":"https://help.example.com/derived-credentials/head-office","issuer":"PUREBRED","notificationType":"EMAIL","renewalThresholdPercentage":20}', '86d97ec8-59e6-4ed4-8224-3653009b4b11');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 5, '5eed0000-0000-4000-8000-000000000003', 1, 'CREATED', 1795754239205, NULL, 1795754239205, 'command-line', NULL, 'APPLICATION', 'CLI', '09ff4c33-0627-4ee2-94e0-46b6bfbc9f20', 1, '{"displayName":"Contractors","helpUrl":"https://help.example.com/derived-credentials/contractors","issuer":"ENTRUST_DATACARD","notificationType":"EMAIL","renewalThresholdPercentage":50}', '477d6537-9378-45ba-85b2-ec0db7601bde');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 6, '5eed0000-0000-4000-8000-000000000003', 2, 'UPDATED', 1795754239236, NULL, 1795754239205, 'command-line', NULL, 'APPLICATION', 'CLI', 'e84e44d7-7b30-4bda-b9e3-c74a7204cd21', 1, '{"displayName":"Contractors and visitors","helpUrl":null,"issuer":"ENTRUST_DATACARD","notificationType":"EMAIL","renewalThresholdPercentage":50}', 'e49ce6d9-6c0b-47b5-81fe-8445471ea91f');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 7, '5eed0000-0000-4000-8000-000000000004', 1, 'CREATED', 1795754239261, NULL, 1795754239261, 'command-line', NULL, 'APPLICATION', 'CLI', '0f79df00-d517-4291-9d89-703a02e74d8d', 1, '{"displayName":"Laboratory","helpUrl":"https://help.example.com/derived-credentials/laboratory","issuer":"INTERCEDE","notificationType":"COMPANY_PORTAL","renewalThresholdPercentage":15}', '6f470dec-1710-4f1f-b859-0062812c6ce6');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 8, '5eed0000-0000-4000-8000-000000000005', 1, 'CREATED', 1795754239330, NULL, 1795754239330, 'command-line', NULL, 'APPLICATION', 'CLI', '9be16107-25d0-44f3-a325-047bf89762db', 1, '{"displayName":"Service desk","helpUrl":"https://help.example.com/derived-credentials/service-desk","issuer":"X_TEC","notificationType":"NONE","renewalThresholdPercentage":20}', '2c4290f2-81fd-4efb-9358-15a1e6bb324c');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 9, '5eed0000-0000-4000-8000-000000000005', 2, 'UPDATED', 1795754239353, NULL, 1795754239330, 'command-line', NULL, 'APPLICATION', 'CLI', '38f022b4-70c1-416b-98bd-94d08f8b7eb2', 1, '{"displayName":"Service desk","helpUrl":"https://help.example.com/derived-credentials/service-desk","issuer":"X_TEC","notificationType":"EMAIL","renewalThresholdPercentage":20}', '4dcad392-0a63-4cbc-9243-42d8bda15961');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 10, '5eed0000-0000-4000-8000-000000000001', 4, 'UPDATED', 1795754240499, NULL, 1795754238537, 'local-developer', 'local-command-line', 'USER', 'GRAPHQL', 'ff78364c-578f-4937-bbfa-44078cd644a7', 1, '{"displayName":"Field staff","helpUrl":"https://example.org/b%C3%A4r","issuer":"PUREBRED","notificationType":"COMPANY_PORTAL_AND_EMAIL","renewalThresholdPercentage":30}', 'c0af3d9f-de57-4015-8a16-8ff9f6b62509');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 11, '5eed0000-0000-4000-8000-000000000002', 2, 'DELETED', 1795754240969, NULL, 1795754239164, 'local-developer', 'local-command-line', 'USER', 'GRAPHQL', '7586d800-9a73-4331-8ef7-cf7c433a94a0', 1, NULL, 'f5aa4567-f323-4aa2-9f0f-e064a2c36686');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 12, '5eed0000-0000-4000-8000-000000000003', 3, 'DELETED', 1795754241040, NULL, 1795754239205, 'local-developer', 'local-command-line', 'USER', 'GRAPHQL', '9a4e472d-f4c2-4227-9503-9daca5bda4a1', 1, NULL, '4548bcc4-40e1-4cea-b0ef-e838c77633f5');
INSERT INTO public.change VALUES ('00000000-0000-4000-8000-000000000001', 13, '5eed0000-0000-4000-8000-000000000003', 4, 'CREATED', 1795754241071, NULL, 1795754241071, 'local-developer', 'local-command-line', 'USER', 'GRAPHQL', '9907e960-608a-42d3-85c6-1baa1b067b06', 1, '{"displayName":"Contractors","helpUrl":"https://help.example.com/derived-credentials/contractors","issuer":"ENTRUST_DATACARD","notificationType":"EMAIL","renewalThresholdPercentage":50}', 'e0a2615c-9e94-491c-8f47-ed7471cd1023');


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

INSERT INTO public.schema_migration VALUES (1, 1795754226999);
INSERT INTO public.schema_migration VALUES (2, 1795754227149);


--
-- Data for Name: settings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000004', 'Laboratory', 'https://help.example.com/derived-credentials/laboratory', DEFAULT, 'INTERCEDE', 'COMPANY_PORTAL', 15, 1, 1795754239261, 1795754239261, 7);
INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000005', 'Service desk', 'https://help.example.com/derived-credentials/service-desk', DEFAULT, 'X_TEC', 'EMAIL', 20, 2, 1795754239330, 1795754239353, 9);
INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000001', 'Field staff', 'https://example.org/b%C3%A4r', DEFAULT, 'PUREBRED', 'COMPANY_PORTAL_AND_EMAIL', 30, 4, 1795754238537, 1795754240499, 10);
INSERT INTO public.settings VALUES ('00000000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000003', 'Contractors', 'https://help.example.com/derived-credentials/contractors', DEFAULT, 'ENTRUST_DATACARD', 'EMAIL', 50, 4, 1795754241071, 1795754241071, 13);


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

INSERT INTO public.tenant VALUES ('00000000-0000-4000-8000-000000000001', 13, 1795754241071, 1795754241040, 4);


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
-- Name: change_by_actor; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX change_by_actor ON public.change USING btree (tenant_id, actor_subject, "position");


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


