CREATE TABLE "row_versions" (
	"table_id" integer NOT NULL,
	"row_key" text NOT NULL,
	"image" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"uid" uuid DEFAULT '00000000-0000-0000-0000-000000000000' NOT NULL,
	"sent" text,
	"replaced_at" timestamp (3) with time zone NOT NULL
) PARTITION BY RANGE ("replaced_at");
--> statement-breakpoint
CREATE TABLE "truncations" (
	"table_id" integer NOT NULL,
	"truncated_at" timestamp (3) with time zone NOT NULL,
	"uid" uuid NOT NULL,
	CONSTRAINT "truncations_table_id_truncated_at_uid_pk" PRIMARY KEY("table_id","truncated_at","uid")
);
--> statement-breakpoint
CREATE TABLE "levels" (
	"series_id" integer PRIMARY KEY NOT NULL,
	"value" numeric NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tracked_levels" (
	"table_id" integer NOT NULL,
	"kind" text NOT NULL,
	"field" text DEFAULT '' NOT NULL,
	"known_since" timestamp (3) with time zone,
	"ended" boolean DEFAULT false NOT NULL,
	CONSTRAINT "tracked_levels_table_id_kind_field_pk" PRIMARY KEY("table_id","kind","field")
);
--> statement-breakpoint
DROP VIEW "public"."samples_1d";--> statement-breakpoint
DROP VIEW "public"."samples_1h";--> statement-breakpoint
DROP VIEW "public"."samples_1m";--> statement-breakpoint
ALTER TABLE "row_states" ADD COLUMN "uid" uuid DEFAULT '00000000-0000-0000-0000-000000000000' NOT NULL;--> statement-breakpoint
ALTER TABLE "row_states" ADD COLUMN "sent" text;--> statement-breakpoint
ALTER TABLE "row_states" ADD COLUMN "begun_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "source_tables" ADD COLUMN "levels_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollups_1d" ADD COLUMN "change" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "rollups_1h" ADD COLUMN "change" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "rollups_1m" ADD COLUMN "change" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_log" ADD COLUMN "change" numeric;--> statement-breakpoint
CREATE INDEX "row_versions_by_row" ON "row_versions" USING btree ("table_id","row_key","changed_at","uid");--> statement-breakpoint
CREATE VIEW "public"."samples_1d" AS (
    select series_id, bucket, count, sum, min, max, first_at, last, last_at, change from "rollups_1d"
    union all
    select series_id, date_bin('1 day', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at,
      coalesce(change, sum)
    from sample_log where id > (select coalesce(max(through), 0) from compactions));--> statement-breakpoint
CREATE VIEW "public"."samples_1h" AS (
    select series_id, bucket, count, sum, min, max, first_at, last, last_at, change from "rollups_1h"
    union all
    select series_id, date_bin('1 hour', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at,
      coalesce(change, sum)
    from sample_log where id > (select coalesce(max(through), 0) from compactions));--> statement-breakpoint
CREATE VIEW "public"."samples_1m" AS (
    select series_id, bucket, count, sum, min, max, first_at, last, last_at, change from "rollups_1m"
    union all
    select series_id, date_bin('1 minute', bucket, 'epoch'), count, sum, min, max, first_at, last, last_at,
      coalesce(change, sum)
    from sample_log where id > (select coalesce(max(through), 0) from compactions));--> statement-breakpoint
UPDATE "sample_log" SET "change" = 0;--> statement-breakpoint
INSERT INTO "truncations" SELECT "id", "truncated_at", '00000000-0000-0000-0000-000000000000' FROM "source_tables" WHERE "truncated_at" IS NOT NULL;--> statement-breakpoint
CREATE FUNCTION "same_levels_version"("kept" integer, "assumed" integer) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	IF kept IS DISTINCT FROM assumed THEN
		RAISE EXCEPTION 'the levels of this table are computed otherwise by now' USING ERRCODE = 'DW002';
	END IF;
	RETURN kept;
END $$;
