CREATE TABLE "engine_state" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"engine" text NOT NULL,
	"installation" text NOT NULL,
	"kept_from" timestamp (3) with time zone NOT NULL,
	"sealed_before" timestamp (3) with time zone NOT NULL,
	"sent_through" bigint DEFAULT 0 NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"refused" bigint DEFAULT 0 NOT NULL,
	"failure" text,
	"failing_since" timestamp (3) with time zone,
	"probe_series" integer,
	"probe_bucket" timestamp (3) with time zone,
	"moving_to" text,
	"moved_before" timestamp (3) with time zone,
	CONSTRAINT "engine_state_is_one" CHECK ("engine_state"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "late_samples" (
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sum" numeric NOT NULL,
	"min" double precision NOT NULL,
	"max" double precision NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last" double precision NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"change" numeric NOT NULL,
	"whole" boolean DEFAULT false NOT NULL,
	CONSTRAINT "late_samples_series_id_bucket_pk" PRIMARY KEY("series_id","bucket")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sum" numeric NOT NULL,
	"min" double precision NOT NULL,
	"max" double precision NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last" double precision NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"change" numeric NOT NULL,
	"queued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"missed" smallint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "late_samples_by_bucket" ON "late_samples" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "outbox_by_bucket" ON "outbox" USING btree ("bucket");--> statement-breakpoint
CREATE VIEW "public"."late_samples_1m" AS (
    select series_id, bucket, count, sum, min, max, first_at, last, last_at, change from late_samples
    union all
    select series_id, date_bin('1 minute', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at,
      coalesce(change, sum)
    from sample_log where id > (select coalesce(max(through), 0) from compactions));