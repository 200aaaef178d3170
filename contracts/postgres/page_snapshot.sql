CREATE TABLE "page_snapshot" (
  "source_key" text NOT NULL,
  "ttb_id" text NOT NULL,
  "page_kind" text NOT NULL,
  "position" integer NOT NULL,
  "requested_at" timestamp with time zone,
  "content_sha256" text NOT NULL,
  "status" text,
  "approval_date" date,
  "expiration_date" date,
  PRIMARY KEY ("source_key")
);
COMMENT ON TABLE "page_snapshot" IS 'One snapshot of a page of a record: what it said of the status, and when. Only partitions in which some page has more than one have this table; of others the page log says as much. Contract 1.0.';
COMMENT ON COLUMN "page_snapshot"."source_key" IS 'Where the snapshot lies in the raw store.';
COMMENT ON COLUMN "page_snapshot"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "page_snapshot"."page_kind" IS 'Kind of page.';
COMMENT ON COLUMN "page_snapshot"."position" IS 'Counts the snapshots of a page, from 1.';
COMMENT ON COLUMN "page_snapshot"."requested_at" IS 'When the page was asked for, where that is known.';
COMMENT ON COLUMN "page_snapshot"."content_sha256" IS 'SHA-256 of the snapshot as stored, in hexadecimal.';
COMMENT ON COLUMN "page_snapshot"."status" IS 'Status on the day the page was fetched: APPROVED, EXPIRED, SURRENDERED or REVOKED.';
COMMENT ON COLUMN "page_snapshot"."approval_date" IS 'Day the certificate was issued.';
COMMENT ON COLUMN "page_snapshot"."expiration_date" IS 'Day the certificate ends, where TTB set one.';
