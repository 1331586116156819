CREATE TABLE "anomalies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"metric_name" text NOT NULL,
	"table_name" text NOT NULL,
	"labels" jsonb NOT NULL,
	"series_key" text NOT NULL,
	"type" text NOT NULL,
	"severity" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"value" double precision,
	"expected_min" double precision,
	"expected_max" double precision,
	"expected_value" double precision,
	"score" double precision NOT NULL,
	"algorithms" text[] NOT NULL,
	"description" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"detected_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_by" text,
	"acknowledged_at" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"feedback" text,
	"note" text,
	CONSTRAINT "anomalies_identity" UNIQUE("series_key","started_at")
);
--> statement-breakpoint
CREATE TABLE "detection_progress" (
	"series_key" text PRIMARY KEY NOT NULL,
	"scored_until" timestamp (3) with time zone NOT NULL,
	"samples" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"job" text NOT NULL,
	"slot_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"duration_ms" integer,
	"figures" jsonb,
	CONSTRAINT "job_runs_job_slot_at_pk" PRIMARY KEY("job","slot_at")
);
--> statement-breakpoint
CREATE TABLE "dashboards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"starter_for" text,
	"starter_made_of" text,
	"edited" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "dashboards_starter_for_unique" UNIQUE("starter_for")
);
--> statement-breakpoint
CREATE TABLE "widgets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dashboard_id" uuid NOT NULL,
	"type" text NOT NULL,
	"title" text NOT NULL,
	"metric" text,
	"config" jsonb NOT NULL,
	"position" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_ids" (
	"id_hash" uuid NOT NULL,
	"period" timestamp (3) with time zone NOT NULL,
	"payload_hash" bigint NOT NULL,
	CONSTRAINT "event_ids_id_hash_period_pk" PRIMARY KEY("id_hash","period")
) PARTITION BY RANGE ("period");
--> statement-breakpoint
CREATE TABLE "events" (
	"uid" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"event_id" text NOT NULL,
	"table_id" integer NOT NULL,
	"type" text NOT NULL,
	"event_at" timestamp (3) with time zone NOT NULL,
	"row_key" text,
	"before" jsonb,
	"after" jsonb,
	"written" text[],
	"detail" jsonb
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
CREATE TABLE "partitions" (
	"parent" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"last_arrival_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partitions_parent_starts_at_pk" PRIMARY KEY("parent","starts_at")
);
--> statement-breakpoint
CREATE TABLE "row_states" (
	"table_id" integer NOT NULL,
	"row_key" text NOT NULL,
	"image" jsonb,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "row_states_table_id_row_key_pk" PRIMARY KEY("table_id","row_key")
) WITH (fillfactor = 70);
--> statement-breakpoint
CREATE TABLE "source_tables" (
	"id" serial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"database" text NOT NULL,
	"schema" text NOT NULL,
	"name" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_arrival_at" timestamp (3) with time zone,
	"last_event_at" timestamp (3) with time zone,
	"events_count" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "source_tables_identity" UNIQUE("source","database","schema","name")
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" serial PRIMARY KEY NOT NULL,
	"table_name" text NOT NULL,
	"kind" text NOT NULL,
	"field" text DEFAULT '' NOT NULL,
	CONSTRAINT "measures_identity" UNIQUE("table_name","kind","field")
);
--> statement-breakpoint
CREATE TABLE "metrics" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"measure_id" integer NOT NULL,
	"table_name" text NOT NULL,
	"field" text,
	"type" text NOT NULL,
	"aggregation" text NOT NULL,
	"selector" jsonb,
	"description" text NOT NULL,
	"unit" text DEFAULT '' NOT NULL,
	"auto_generated" boolean DEFAULT true NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "metrics_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "rollups_1d" (
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sum" numeric NOT NULL,
	"min" double precision NOT NULL,
	"max" double precision NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last" double precision NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rollups_1d_series_id_bucket_pk" PRIMARY KEY("series_id","bucket")
) PARTITION BY RANGE ("bucket");
--> statement-breakpoint
CREATE TABLE "rollups_1h" (
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sum" numeric NOT NULL,
	"min" double precision NOT NULL,
	"max" double precision NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last" double precision NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rollups_1h_series_id_bucket_pk" PRIMARY KEY("series_id","bucket")
) PARTITION BY RANGE ("bucket");
--> statement-breakpoint
CREATE TABLE "rollups_1m" (
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sum" numeric NOT NULL,
	"min" double precision NOT NULL,
	"max" double precision NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last" double precision NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rollups_1m_series_id_bucket_pk" PRIMARY KEY("series_id","bucket")
) PARTITION BY RANGE ("bucket");
--> statement-breakpoint
CREATE TABLE "series" (
	"id" serial PRIMARY KEY NOT NULL,
	"measure_id" integer NOT NULL,
	"table_id" integer NOT NULL,
	"labels" jsonb NOT NULL,
	"label_key" text NOT NULL,
	CONSTRAINT "series_identity" UNIQUE("measure_id","table_id","label_key")
);
--> statement-breakpoint
CREATE TABLE "table_columns" (
	"table_id" integer NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"nulls" bigint DEFAULT 0 NOT NULL,
	"numbers" bigint DEFAULT 0 NOT NULL,
	"booleans" bigint DEFAULT 0 NOT NULL,
	"words" bigint DEFAULT 0 NOT NULL,
	"texts" bigint DEFAULT 0 NOT NULL,
	"uuids" bigint DEFAULT 0 NOT NULL,
	"times" bigint DEFAULT 0 NOT NULL,
	"objects" bigint DEFAULT 0 NOT NULL,
	"overflow" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "table_columns_table_id_name_pk" PRIMARY KEY("table_id","name")
);
--> statement-breakpoint
CREATE TABLE "source_positions" (
	"name" text PRIMARY KEY NOT NULL,
	"identity" text NOT NULL,
	"slot" text NOT NULL,
	"position" text,
	"tables" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"detail" text DEFAULT '' NOT NULL,
	"lag_seconds" double precision,
	"last_event_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "widgets" ADD CONSTRAINT "widgets_dashboard_id_dashboards_id_fk" FOREIGN KEY ("dashboard_id") REFERENCES "public"."dashboards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "anomalies_by_time" ON "anomalies" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "anomalies_by_table" ON "anomalies" USING btree ("table_name","started_at");--> statement-breakpoint
CREATE INDEX "widgets_by_dashboard" ON "widgets" USING btree ("dashboard_id");--> statement-breakpoint
CREATE INDEX "events_by_table_time" ON "events" USING btree ("table_id","event_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "events_by_arrival" ON "events" USING brin ("received_at");