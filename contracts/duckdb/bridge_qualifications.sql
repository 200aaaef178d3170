CREATE TABLE "bridge_qualifications" (
  "ttb_id" VARCHAR NOT NULL,
  "position" INTEGER NOT NULL,
  "received_date" DATE NOT NULL,
  "qualification_key" BIGINT NOT NULL,
  "comment" VARCHAR,
  PRIMARY KEY ("ttb_id", "position")
);
COMMENT ON TABLE "bridge_qualifications" IS 'One qualification of a record: a standard sentence by reference, and the comment apart. Contract 1.0.';
COMMENT ON COLUMN "bridge_qualifications"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "bridge_qualifications"."position" IS 'Counts the qualifications of a record, from 1.';
COMMENT ON COLUMN "bridge_qualifications"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "bridge_qualifications"."qualification_key" IS 'The standard sentence, in dim_qualifications; 0 for one that is not standard.';
COMMENT ON COLUMN "bridge_qualifications"."comment" IS 'What is said about this record in particular.';
