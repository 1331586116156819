CREATE SEQUENCE "public"."quality_log_ids" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "quality_due" (
	"rule_id" uuid NOT NULL,
	"table_id" integer NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quality_due_rule_id_table_id_minute_pk" PRIMARY KEY("rule_id","table_id","minute")
);
--> statement-breakpoint
CREATE TABLE "quality_examples" (
	"rule_id" uuid NOT NULL,
	"table_id" integer NOT NULL,
	"event_at" timestamp (3) with time zone NOT NULL,
	"uid" uuid NOT NULL,
	"row_key" text,
	"before" text,
	"after" text
);
--> statement-breakpoint
CREATE TABLE "quality_indexes" (
	"id" serial PRIMARY KEY NOT NULL,
	"table_name" text NOT NULL,
	"schema_name" text DEFAULT '' NOT NULL,
	"columns" text[] NOT NULL,
	"built_table_id" integer,
	"built_key" text,
	"built" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quality_indexes_identity" UNIQUE("table_name","schema_name","columns")
);
--> statement-breakpoint
CREATE TABLE "quality_log" (
	"id" bigint NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"index_id" integer NOT NULL,
	"table_id" integer NOT NULL,
	"row_keys" text[] NOT NULL,
	"hashes" uuid[] NOT NULL,
	"event_ms" double precision[] NOT NULL,
	"uids" uuid[] NOT NULL,
	"judged" boolean[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quality_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"table_name" text NOT NULL,
	"schema_name" text,
	"columns" text[] NOT NULL,
	"type" text NOT NULL,
	"params" jsonb NOT NULL,
	"severity" text NOT NULL,
	"threshold" double precision NOT NULL,
	"min_rows" integer NOT NULL,
	"window_ms" bigint NOT NULL,
	"enabled" boolean NOT NULL,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	"owner" text,
	"description" text,
	"evidence" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quality_rules_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "quality_runs" (
	"rule_id" uuid NOT NULL,
	"slot_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quality_runs_rule_id_slot_at_pk" PRIMARY KEY("rule_id","slot_at")
);
--> statement-breakpoint
CREATE TABLE "quality_values" (
	"index_id" integer NOT NULL,
	"table_id" integer NOT NULL,
	"row_key" text NOT NULL,
	"hash" uuid,
	"changed_ms" double precision NOT NULL,
	CONSTRAINT "quality_values_index_id_table_id_row_key_pk" PRIMARY KEY("index_id","table_id","row_key")
);
--> statement-breakpoint
CREATE TABLE "quality_violations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule_id" uuid NOT NULL,
	"table_id" integer NOT NULL,
	"status" text NOT NULL,
	"severity" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_failed_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"checked" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"threshold" double precision NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_by" text,
	"acknowledged_at" timestamp (3) with time zone,
	"note" text,
	CONSTRAINT "quality_violations_identity" UNIQUE("rule_id","table_id","started_at")
);
--> statement-breakpoint
CREATE INDEX "quality_examples_by_rule" ON "quality_examples" USING btree ("rule_id","event_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "quality_log_by_due" ON "quality_log" USING btree ("due_at","id");--> statement-breakpoint
CREATE INDEX "quality_rules_by_table" ON "quality_rules" USING btree ("table_name");--> statement-breakpoint
CREATE INDEX "quality_values_by_hash" ON "quality_values" USING btree ("index_id","hash");--> statement-breakpoint
CREATE INDEX "quality_violations_by_start" ON "quality_violations" USING btree ("started_at" DESC NULLS LAST);