CREATE TABLE "sketch_log" (
	"id" bigint NOT NULL,
	"series_id" integer NOT NULL,
	"first_bucket" timestamp (3) with time zone NOT NULL,
	"last_bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"pack" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sketches_1d" (
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sketch" "bytea" NOT NULL,
	CONSTRAINT "sketches_1d_series_id_bucket_pk" PRIMARY KEY("series_id","bucket")
) PARTITION BY RANGE ("bucket");
--> statement-breakpoint
CREATE TABLE "sketches_1h" (
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sketch" "bytea" NOT NULL,
	CONSTRAINT "sketches_1h_series_id_bucket_pk" PRIMARY KEY("series_id","bucket")
) PARTITION BY RANGE ("bucket");
--> statement-breakpoint
CREATE TABLE "sketches_1m" (
	"series_id" integer NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"sketch" "bytea" NOT NULL,
	CONSTRAINT "sketches_1m_series_id_bucket_pk" PRIMARY KEY("series_id","bucket")
) PARTITION BY RANGE ("bucket");
--> statement-breakpoint
ALTER TABLE "compactions" ADD COLUMN "sketched" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "sketch_log_by_id" ON "sketch_log" USING btree ("id");--> statement-breakpoint
ALTER TABLE "sketch_log" ALTER COLUMN "pack" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "sketches_1d" ALTER COLUMN "sketch" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "sketches_1h" ALTER COLUMN "sketch" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "sketches_1m" ALTER COLUMN "sketch" SET STORAGE EXTERNAL;