DROP TABLE "event_ids" CASCADE;--> statement-breakpoint
DELETE FROM "partitions" WHERE "parent" = 'event_ids';--> statement-breakpoint
ALTER TABLE "row_states" ALTER COLUMN "image" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "partitions" ADD COLUMN "opened_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "partitions" SET "opened_at" = now() WHERE "parent" = 'events' AND "starts_at" <= now();--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "id_hash" uuid;--> statement-breakpoint
UPDATE "events" SET "id_hash" = encode(substring(sha256(
	convert_to("source", 'UTF8') || '\x00'::bytea || convert_to("schema", 'UTF8') || '\x00'::bytea
	|| convert_to("name", 'UTF8') || '\x00'::bytea || convert_to("event_id", 'UTF8')
) from 1 for 16), 'hex')::uuid
FROM "source_tables" WHERE "source_tables"."id" = "events"."table_id";--> statement-breakpoint
ALTER TABLE "events" ALTER COLUMN "id_hash" SET NOT NULL;--> statement-breakpoint
DO $$
DECLARE part text;
BEGIN
	FOR part IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass LOOP
		EXECUTE format('CREATE UNIQUE INDEX %I ON %I (id_hash)', part || '_ids', part);
	END LOOP;
END $$;--> statement-breakpoint
CREATE FUNCTION "hold_events_partition"("starts" timestamp with time zone) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	PERFORM pg_advisory_xact_lock_shared(7301002);
	IF EXISTS (SELECT FROM partitions WHERE parent = 'events' AND opened_at IS NOT NULL AND starts_at > starts) THEN
		RAISE EXCEPTION 'a later partition of raw events is in use' USING ERRCODE = 'DW001';
	END IF;
	RETURN true;
END $$;
