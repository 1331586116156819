CREATE SEQUENCE "public"."sample_log_ids" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "compactions" (
	"through" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sample_log" (
	"id" bigint NOT NULL,
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sum" numeric NOT NULL,
	"min" double precision NOT NULL,
	"max" double precision NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last" double precision NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sample_log_by_id" ON "sample_log" USING btree ("id");--> statement-breakpoint
CREATE VIEW "public"."samples_1d" AS (
    select series_id, bucket, count, sum, min, max, first_at, last, last_at from "rollups_1d"
    union all
    select series_id, date_bin('1 day', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at
    from sample_log where id > (select coalesce(max(through), 0) from compactions));--> statement-breakpoint
CREATE VIEW "public"."samples_1h" AS (
    select series_id, bucket, count, sum, min, max, first_at, last, last_at from "rollups_1h"
    union all
    select series_id, date_bin('1 hour', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at
    from sample_log where id > (select coalesce(max(through), 0) from compactions));--> statement-breakpoint
CREATE VIEW "public"."samples_1m" AS (
    select series_id, bucket, count, sum, min, max, first_at, last, last_at from "rollups_1m"
    union all
    select series_id, date_bin('1 minute', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at
    from sample_log where id > (select coalesce(max(through), 0) from compactions));--> statement-breakpoint
INSERT INTO "compactions" ("through") VALUES (0);