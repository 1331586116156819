CREATE TABLE "dead_letters" (
	"id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"table_name" text NOT NULL,
	"format" text NOT NULL,
	"hints" jsonb NOT NULL,
	"place" integer NOT NULL,
	"event_id" text,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"payload" text NOT NULL,
	"drafted" boolean NOT NULL,
	"cut" boolean NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"replayed_at" timestamp (3) with time zone,
	CONSTRAINT "dead_letters_received_at_id_pk" PRIMARY KEY("received_at","id")
) PARTITION BY RANGE ("received_at");
