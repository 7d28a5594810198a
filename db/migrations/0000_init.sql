CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blueprint" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"example" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "blueprint_tenantId_name_unique" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "blueprint_file" (
	"version_id" uuid NOT NULL,
	"path" text NOT NULL,
	"mode" integer DEFAULT 420 NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "blueprint_file_version_id_path_pk" PRIMARY KEY("version_id","path")
);
--> statement-breakpoint
CREATE TABLE "blueprint_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"blueprint_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"main_file" text NOT NULL,
	"content_hash" text NOT NULL,
	"plan" json NOT NULL,
	"dialect" text DEFAULT 'v5' NOT NULL,
	"diagnostics" jsonb NOT NULL,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "blueprint_version_blueprintId_number_unique" UNIQUE("blueprint_id","number")
);
--> statement-breakpoint
CREATE TABLE "deployment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"blueprint_version_id" uuid NOT NULL,
	"inputs" json NOT NULL,
	"dialect" text DEFAULT 'v5' NOT NULL,
	"plan" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "deployment_tenantId_name_unique" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "deployment_dependency" (
	"source_id" uuid NOT NULL,
	"target" text NOT NULL,
	"creator" text NOT NULL,
	CONSTRAINT "deployment_dependency_source_id_target_creator_pk" PRIMARY KEY("source_id","target","creator")
);
--> statement-breakpoint
CREATE TABLE "deployment_modification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deployment_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"status" text DEFAULT 'started' NOT NULL,
	"content" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "deployment_update" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deployment_id" uuid NOT NULL,
	"execution_id" uuid,
	"status" text DEFAULT 'planned' NOT NULL,
	"old_version_id" uuid NOT NULL,
	"new_version_id" uuid NOT NULL,
	"old_inputs" json NOT NULL,
	"new_inputs" json NOT NULL,
	"new_plan" json NOT NULL,
	"content" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"adopted_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "node_instance" (
	"deployment_id" uuid NOT NULL,
	"id" text NOT NULL,
	"node_name" text NOT NULL,
	"index" integer NOT NULL,
	"state" text DEFAULT 'uninitialized' NOT NULL,
	"host_id" text,
	"relationships" jsonb NOT NULL,
	"scaling_groups" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"runtime_properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"system_properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "node_instance_deployment_id_id_pk" PRIMARY KEY("deployment_id","id")
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"main_file" text,
	"base_version" integer,
	"revision" integer NOT NULL,
	"saved_with" uuid,
	"layout" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft_blob" (
	"draft_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"content" "bytea" NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "draft_blob_draft_id_hash_pk" PRIMARY KEY("draft_id","hash")
);
--> statement-breakpoint
CREATE TABLE "draft_file" (
	"draft_id" uuid NOT NULL,
	"path" text NOT NULL,
	"mode" integer NOT NULL,
	"content" "bytea",
	CONSTRAINT "draft_file_draft_id_path_pk" PRIMARY KEY("draft_id","path")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"execution_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"level" text,
	"instance" text,
	"node" text,
	"operation" text,
	"task" text,
	"attempt" integer,
	"text" text NOT NULL,
	"seen" text GENERATED ALWAYS AS (case when strpos(text, E'\x1b') > 0 or strpos(text, E'\r') > 0 then
  regexp_replace(regexp_replace(regexp_replace(text, '\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[ -/]*[0-Z\\^-~]', '', 'g'), '\r+(\n|$)', '\1', 'g'), '[^\n]*\r', '', 'g')
end) STORED,
	"detail" jsonb,
	CONSTRAINT "event_execution_id_seq_pk" PRIMARY KEY("execution_id","seq")
);
--> statement-breakpoint
CREATE TABLE "execution" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"deployment_id" uuid NOT NULL,
	"workflow" text NOT NULL,
	"parameters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"seed" text NOT NULL,
	"stage" integer DEFAULT 0 NOT NULL,
	"memory" jsonb,
	"update_id" uuid,
	"preview_hash" text,
	"run_hash" text,
	"format" integer DEFAULT 1 NOT NULL,
	"is_forced" boolean DEFAULT false NOT NULL,
	"group_id" uuid,
	"group_place" integer,
	"schedule_id" uuid,
	"resume" jsonb,
	"failed_operations" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"error" text,
	"owner" text,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"commits" bigint DEFAULT 0 NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"requests" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"cancel_asked_at" timestamp with time zone,
	"undecided" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"total_operations" integer DEFAULT 0 NOT NULL,
	"finished_operations" integer DEFAULT 0 NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "execution_group" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"workflow" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"concurrency" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"execution_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"stage" integer DEFAULT 0 NOT NULL,
	"fence" bigint NOT NULL,
	"entries" json NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "journal_execution_id_seq_pk" PRIMARY KEY("execution_id","seq")
);
--> statement-breakpoint
CREATE TABLE "operation_progress" (
	"execution_id" uuid NOT NULL,
	"task_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"stdout_offset" bigint DEFAULT 0 NOT NULL,
	"stderr_offset" bigint DEFAULT 0 NOT NULL,
	"requests" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "operation_progress_execution_id_task_id_attempt_pk" PRIMARY KEY("execution_id","task_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "preview" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"deployment_id" uuid NOT NULL,
	"workflow" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"update_id" uuid,
	"seed" text NOT NULL,
	"hash" text NOT NULL,
	"content" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "schedule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"deployment_id" uuid NOT NULL,
	"name" text NOT NULL,
	"workflow" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"kind" text NOT NULL,
	"rule" text,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"slip" integer DEFAULT 0 NOT NULL,
	"stop_on_fail" boolean DEFAULT false NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"next_at" timestamp with time zone,
	"last_execution_id" uuid,
	"last_miss" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "schedule_deploymentId_name_unique" UNIQUE("deployment_id","name")
);
--> statement-breakpoint
CREATE TABLE "task_graph" (
	"execution_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"position" integer NOT NULL,
	"on_failure" text NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "task_graph_execution_id_ordinal_pk" PRIMARY KEY("execution_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "worker" (
	"id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"process_start" text NOT NULL,
	"queue_pool" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "host" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"port" integer DEFAULT 22 NOT NULL,
	"user" text,
	"key_secret" text,
	"passphrase_secret" text,
	"certificate" text,
	"password_secret" text,
	"use_agent" boolean DEFAULT false NOT NULL,
	"sudo" text DEFAULT 'none' NOT NULL,
	"sudo_password_secret" text,
	"jump_host_id" uuid,
	"labels" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"lab" boolean DEFAULT false NOT NULL,
	"is_out_of_service" boolean DEFAULT false NOT NULL,
	"out_of_service_reason" text,
	"facts" jsonb,
	"checked_at" timestamp with time zone,
	"check_error" text,
	"holder_deployment_id" uuid,
	"holder_deployment_name" text,
	"holder_instance_id" text,
	"taken_at" timestamp with time zone,
	"given_back_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "host_tenantId_name_unique" UNIQUE("tenant_id","name"),
	CONSTRAINT "host_holderDeploymentId_holderInstanceId_unique" UNIQUE("holder_deployment_id","holder_instance_id")
);
--> statement-breakpoint
CREATE TABLE "column_choice" (
	"tenant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"list" text NOT NULL,
	"columns" jsonb NOT NULL,
	CONSTRAINT "column_choice_tenant_id_user_id_list_pk" PRIMARY KEY("tenant_id","user_id","list")
);
--> statement-breakpoint
CREATE TABLE "saved_filter" (
	"tenant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	CONSTRAINT "saved_filter_tenant_id_user_id_list_name_pk" PRIMARY KEY("tenant_id","user_id","list","name")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"detail" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "host_key" (
	"tenant_id" text NOT NULL,
	"address" text NOT NULL,
	"port" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"key_type" text NOT NULL,
	"public_key" text NOT NULL,
	"status" text NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	CONSTRAINT "host_key_tenant_id_address_port_fingerprint_pk" PRIMARY KEY("tenant_id","address","port","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "secret" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	CONSTRAINT "secret_tenantId_name_unique" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"blocked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"tenant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "membership_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "tenant" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blueprint" ADD CONSTRAINT "blueprint_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blueprint_file" ADD CONSTRAINT "blueprint_file_version_id_blueprint_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."blueprint_version"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blueprint_version" ADD CONSTRAINT "blueprint_version_blueprint_id_blueprint_id_fk" FOREIGN KEY ("blueprint_id") REFERENCES "public"."blueprint"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_blueprint_version_id_blueprint_version_id_fk" FOREIGN KEY ("blueprint_version_id") REFERENCES "public"."blueprint_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment_dependency" ADD CONSTRAINT "deployment_dependency_source_id_deployment_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."deployment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment_modification" ADD CONSTRAINT "deployment_modification_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment_update" ADD CONSTRAINT "deployment_update_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment_update" ADD CONSTRAINT "deployment_update_old_version_id_blueprint_version_id_fk" FOREIGN KEY ("old_version_id") REFERENCES "public"."blueprint_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment_update" ADD CONSTRAINT "deployment_update_new_version_id_blueprint_version_id_fk" FOREIGN KEY ("new_version_id") REFERENCES "public"."blueprint_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_instance" ADD CONSTRAINT "node_instance_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_blob" ADD CONSTRAINT "draft_blob_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "execution" ADD CONSTRAINT "execution_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "execution" ADD CONSTRAINT "execution_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "execution_group" ADD CONSTRAINT "execution_group_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_progress" ADD CONSTRAINT "operation_progress_execution_id_execution_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."execution"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preview" ADD CONSTRAINT "preview_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preview" ADD CONSTRAINT "preview_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_graph" ADD CONSTRAINT "task_graph_execution_id_execution_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."execution"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host" ADD CONSTRAINT "host_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host" ADD CONSTRAINT "host_jump_host_id_host_id_fk" FOREIGN KEY ("jump_host_id") REFERENCES "public"."host"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "column_choice" ADD CONSTRAINT "column_choice_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "column_choice" ADD CONSTRAINT "column_choice_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_key" ADD CONSTRAINT "host_key_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret" ADD CONSTRAINT "secret_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deployment_dependency_target_index" ON "deployment_dependency" USING btree ("target");--> statement-breakpoint
CREATE UNIQUE INDEX "deployment_modification_started_idx" ON "deployment_modification" USING btree ("deployment_id") WHERE status = 'started';--> statement-breakpoint
CREATE INDEX "deployment_update_deployment_id_created_at_index" ON "deployment_update" USING btree ("deployment_id","created_at");--> statement-breakpoint
CREATE INDEX "draft_tenant_id_index" ON "draft" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "event_failed_idx" ON "event" USING btree ("execution_id","instance") WHERE type = 'task_failed';--> statement-breakpoint
CREATE INDEX "event_attempt_idx" ON "event" USING btree ("execution_id","instance","seq") WHERE type in ('task_started', 'task_succeeded', 'task_failed', 'task_rescheduled', 'workflow_started', 'workflow_succeeded', 'workflow_failed', 'workflow_cancelled');--> statement-breakpoint
CREATE INDEX "event_notable_idx" ON "event" USING btree ("execution_id","seq","level","type") WHERE level in ('debug', 'warning', 'error', 'critical') or type in ('task_failed', 'workflow_failed');--> statement-breakpoint
CREATE INDEX "execution_deployment_id_created_at_index" ON "execution" USING btree ("deployment_id","created_at");--> statement-breakpoint
CREATE INDEX "execution_tenant_id_created_at_index" ON "execution" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "execution_tenant_id_ended_at_index" ON "execution" USING btree ("tenant_id","ended_at");--> statement-breakpoint
CREATE INDEX "execution_group_idx" ON "execution" USING btree ("group_id","group_place") WHERE group_id is not null;--> statement-breakpoint
CREATE INDEX "execution_schedule_idx" ON "execution" USING btree ("schedule_id","created_at") WHERE schedule_id is not null;--> statement-breakpoint
CREATE INDEX "execution_open_idx" ON "execution" USING btree ("deployment_id") WHERE status not in ('terminated', 'failed', 'cancelled');--> statement-breakpoint
CREATE INDEX "preview_deployment_id_created_at_index" ON "preview" USING btree ("deployment_id","created_at");--> statement-breakpoint
CREATE INDEX "schedule_next_idx" ON "schedule" USING btree ("next_at") WHERE is_enabled;--> statement-breakpoint
CREATE INDEX "host_jump_host_id_index" ON "host" USING btree ("jump_host_id");--> statement-breakpoint
CREATE INDEX "host_free_idx" ON "host" USING btree ("tenant_id","given_back_at" NULLS FIRST,"name") WHERE holder_instance_id is null and not is_out_of_service;--> statement-breakpoint
CREATE INDEX "audit_entry_tenant_id_at_index" ON "audit_entry" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "audit_entry_tenant_id_target_id_index" ON "audit_entry" USING btree ("tenant_id","target","id");