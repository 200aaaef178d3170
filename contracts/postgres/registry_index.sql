CREATE TABLE "registry_index" (
  "ttb_id" text NOT NULL,
  "received_date" date,
  "receipt_method" text,
  "completed_date" date NOT NULL,
  "serial_number" text,
  "permit_number" text,
  "class_type_code" text,
  "class_type_description" text,
  "origin_code" text,
  "origin_description" text,
  "brand_name" text,
  "fanciful_name" text,
  "first_observed_at" timestamp with time zone NOT NULL,
  "observed_at" timestamp with time zone NOT NULL,
  PRIMARY KEY ("ttb_id", "completed_date")
);
COMMENT ON TABLE "registry_index" IS 'One record as the registry listed it under one completed date; a later change of status lists it again under another. Contract 1.0.';
COMMENT ON COLUMN "registry_index"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "registry_index"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "registry_index"."receipt_method" IS 'How the application reached TTB, from the TTB ID; null for IDs of before 1997. Codes: how the application reached TTB.';
COMMENT ON COLUMN "registry_index"."completed_date" IS 'Day of the last change of status; it moves. Not the day of approval.';
COMMENT ON COLUMN "registry_index"."serial_number" IS 'Serial number given by the applicant; not unique.';
COMMENT ON COLUMN "registry_index"."permit_number" IS 'Permit the search shows for the record, one of possibly several.';
COMMENT ON COLUMN "registry_index"."class_type_code" IS 'Class and type of the product, as a code. Codes: class and type of the product; `lookupProductClassTypeCode.do` of the registry.';
COMMENT ON COLUMN "registry_index"."class_type_description" IS 'Class and type of the product, in words.';
COMMENT ON COLUMN "registry_index"."origin_code" IS 'State or country of origin, as a code. Codes: state or country of origin; `lookupOriginCode.do` of the registry.';
COMMENT ON COLUMN "registry_index"."origin_description" IS 'State or country of origin, in words.';
COMMENT ON COLUMN "registry_index"."brand_name" IS 'Brand name on the label.';
COMMENT ON COLUMN "registry_index"."fanciful_name" IS 'Fanciful name on the label, if it has one.';
COMMENT ON COLUMN "registry_index"."first_observed_at" IS 'When the registry was first seen to list the record under this completed date.';
COMMENT ON COLUMN "registry_index"."observed_at" IS 'When it was first seen to list it with just these values.';
