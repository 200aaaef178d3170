CREATE TABLE "bridge_varietals" (
  "ttb_id" VARCHAR NOT NULL,
  "position" INTEGER NOT NULL,
  "received_date" DATE NOT NULL,
  "varietal" VARCHAR NOT NULL,
  "is_known" BOOLEAN NOT NULL,
  "text" VARCHAR NOT NULL,
  "percent" DOUBLE,
  PRIMARY KEY ("ttb_id", "position")
);
COMMENT ON TABLE "bridge_varietals" IS 'One grape varietal of a record. Contract 1.0.';
COMMENT ON COLUMN "bridge_varietals"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "bridge_varietals"."position" IS 'Counts the varietals of a record, from 1.';
COMMENT ON COLUMN "bridge_varietals"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "bridge_varietals"."varietal" IS 'Name of the variety; as typed, in capitals, if unknown.';
COMMENT ON COLUMN "bridge_varietals"."is_known" IS 'Whether the table of varieties has it.';
COMMENT ON COLUMN "bridge_varietals"."text" IS 'Name as typed.';
COMMENT ON COLUMN "bridge_varietals"."percent" IS 'Share of the wine, where the text gives one. Unit: percent.';
