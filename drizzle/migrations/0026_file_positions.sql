CREATE TABLE "file_positions" (
	"source" text NOT NULL,
	"path" text NOT NULL,
	"head" text NOT NULL,
	"head_bytes" integer NOT NULL,
	"header" text,
	"position" bigint NOT NULL,
	"line" bigint NOT NULL,
	"is_done" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "file_positions_source_path_pk" PRIMARY KEY("source","path")
);
