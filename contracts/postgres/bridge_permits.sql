CREATE TABLE "bridge_permits" (
  "ttb_id" text NOT NULL,
  "position" integer NOT NULL,
  "received_date" date NOT NULL,
  "permit_key" bigint NOT NULL,
  "permit_number" text NOT NULL,
  "role" text NOT NULL CHECK ("role" IN ('principal', 'other', 'listed')),
  "is_of_holder" boolean NOT NULL,
  PRIMARY KEY ("ttb_id", "position")
);
COMMENT ON TABLE "bridge_permits" IS 'One permit of a record. Contract 1.0.';
COMMENT ON COLUMN "bridge_permits"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "bridge_permits"."position" IS 'Counts the permits of a record, from 1.';
COMMENT ON COLUMN "bridge_permits"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "bridge_permits"."permit_key" IS 'The permit, in dim_permits.';
COMMENT ON COLUMN "bridge_permits"."permit_number" IS 'Number of the permit.';
COMMENT ON COLUMN "bridge_permits"."role" IS 'Principal place of business, another one, or listed without saying which.';
COMMENT ON COLUMN "bridge_permits"."is_of_holder" IS 'Whether the page names the holder of the record, or nobody else, as the holder of this permit.';
