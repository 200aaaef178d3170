CREATE TABLE "quarantine" (
  "source_key" VARCHAR NOT NULL,
  "position" INTEGER NOT NULL,
  "ttb_id" VARCHAR,
  "table_name" VARCHAR NOT NULL,
  "reasons" VARCHAR[] NOT NULL,
  "row_json" VARCHAR NOT NULL,
  PRIMARY KEY ("source_key", "position")
);
COMMENT ON TABLE "quarantine" IS 'One row that breaks the contract of its table, kept whole with its reasons. Contract 1.0.';
COMMENT ON COLUMN "quarantine"."source_key" IS 'Where the page lies in the raw store.';
COMMENT ON COLUMN "quarantine"."position" IS 'Counts the rows of a page, from 1.';
COMMENT ON COLUMN "quarantine"."ttb_id" IS 'TTB ID of the row, where it has one.';
COMMENT ON COLUMN "quarantine"."table_name" IS 'Table the row was meant for.';
COMMENT ON COLUMN "quarantine"."reasons" IS 'Every way in which the row breaks the contract.';
COMMENT ON COLUMN "quarantine"."row_json" IS 'The row as JSON.';
