CREATE TABLE "search" (
  "ttb_id" text NOT NULL,
  "received_date" date,
  "receipt_method" text,
  "completed_date" date,
  "serial_number" text,
  "permit_number" text,
  "class_type_code" text,
  "class_type_description" text,
  "origin_code" text,
  "origin_description" text,
  "brand_name" text,
  "fanciful_name" text,
  UNIQUE ("ttb_id", "completed_date")
);
COMMENT ON TABLE "search" IS 'One certificate of label approval (COLA) or exemption. As search pages show it. Contract 1.0.';
COMMENT ON COLUMN "search"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "search"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "search"."receipt_method" IS 'How the application reached TTB, from the TTB ID; null for IDs of before 1997. Codes: how the application reached TTB.';
COMMENT ON COLUMN "search"."completed_date" IS 'Day of the last change of status; it moves. Not the day of approval.';
COMMENT ON COLUMN "search"."serial_number" IS 'Serial number given by the applicant; not unique.';
COMMENT ON COLUMN "search"."permit_number" IS 'Permit the search shows for the record, one of possibly several.';
COMMENT ON COLUMN "search"."class_type_code" IS 'Class and type of the product, as a code. Codes: class and type of the product; `lookupProductClassTypeCode.do` of the registry.';
COMMENT ON COLUMN "search"."class_type_description" IS 'Class and type of the product, in words.';
COMMENT ON COLUMN "search"."origin_code" IS 'State or country of origin, as a code. Codes: state or country of origin; `lookupOriginCode.do` of the registry.';
COMMENT ON COLUMN "search"."origin_description" IS 'State or country of origin, in words.';
COMMENT ON COLUMN "search"."brand_name" IS 'Brand name on the label.';
COMMENT ON COLUMN "search"."fanciful_name" IS 'Fanciful name on the label, if it has one.';
