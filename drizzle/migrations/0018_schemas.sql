CREATE TABLE "schema_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"table_id" uuid,
	"source" text NOT NULL,
	"database" text NOT NULL,
	"schema" text NOT NULL,
	"table_name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"version" integer,
	"kind" text NOT NULL,
	"column" text,
	"previous" text,
	"current" text,
	"origin" text NOT NULL,
	"guessed" boolean DEFAULT false NOT NULL,
	"compatibility" text NOT NULL,
	"severity" text NOT NULL,
	"reason" text NOT NULL,
	"words" text NOT NULL,
	"statement" text,
	"event_uid" uuid,
	"acknowledged_by" text,
	"acknowledged_at" timestamp (3) with time zone,
	"note" text,
	"remapped_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "schema_snapshots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"tables" jsonb NOT NULL,
	"tables_count" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schema_statements" (
	"event_uid" uuid PRIMARY KEY NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"read" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schema_versions" (
	"table_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"definition" jsonb NOT NULL,
	CONSTRAINT "schema_versions_table_id_version_pk" PRIMARY KEY("table_id","version")
);
--> statement-breakpoint
CREATE TABLE "tracked_tables" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"database" text NOT NULL,
	"schema" text NOT NULL,
	"name" text NOT NULL,
	"origin" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"state" jsonb NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone,
	"dropped_at" timestamp (3) with time zone,
	CONSTRAINT "tracked_tables_identity" UNIQUE("source","database","schema","name")
);
--> statement-breakpoint
CREATE INDEX "schema_changes_by_time" ON "schema_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "schema_changes_by_table" ON "schema_changes" USING btree ("table_id","at");--> statement-breakpoint
CREATE INDEX "schema_statements_by_arrival" ON "schema_statements" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "events_of_schemas" ON "events" USING btree ("received_at") WHERE type = 'DDL';