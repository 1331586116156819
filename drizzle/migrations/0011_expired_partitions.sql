CREATE TABLE "expired_partitions" (
	"parent" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "expired_partitions_parent_starts_at_pk" PRIMARY KEY("parent","starts_at")
);
