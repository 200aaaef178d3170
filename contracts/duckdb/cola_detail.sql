CREATE TABLE "cola_detail" (
  "ttb_id" VARCHAR NOT NULL,
  "received_date" DATE,
  "receipt_method" VARCHAR,
  "status" VARCHAR,
  "approval_date" DATE,
  "vendor_code" VARCHAR,
  "serial_number" VARCHAR,
  "permits" STRUCT("role" VARCHAR, "permit_number" VARCHAR, "name" VARCHAR, "address_lines" VARCHAR[])[] NOT NULL,
  "class_type_description" VARCHAR,
  "origin_description" VARCHAR,
  "brand_name" VARCHAR,
  "fanciful_name" VARCHAR,
  "type_of_application" VARCHAR,
  "for_sale_in" VARCHAR,
  "total_bottle_capacity" VARCHAR,
  "contact_name" VARCHAR,
  "contact_phone" VARCHAR,
  "contact_fax" VARCHAR,
  "formula" VARCHAR,
  "lab_number" VARCHAR,
  "grape_varietals" VARCHAR[] NOT NULL,
  "wine_vintage" VARCHAR,
  "qualifications" VARCHAR[] NOT NULL,
  PRIMARY KEY ("ttb_id")
);
COMMENT ON TABLE "cola_detail" IS 'One certificate of label approval (COLA) or exemption. As cola-detail pages show it. Contract 1.0.';
COMMENT ON COLUMN "cola_detail"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "cola_detail"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "cola_detail"."receipt_method" IS 'How the application reached TTB, from the TTB ID; null for IDs of before 1997. Codes: how the application reached TTB.';
COMMENT ON COLUMN "cola_detail"."status" IS 'Status on the day the page was fetched: APPROVED, EXPIRED, SURRENDERED or REVOKED.';
COMMENT ON COLUMN "cola_detail"."approval_date" IS 'Day the certificate was issued.';
COMMENT ON COLUMN "cola_detail"."vendor_code" IS 'Vendor code that TTB used before April 2003 and still prints.';
COMMENT ON COLUMN "cola_detail"."serial_number" IS 'Serial number given by the applicant; not unique.';
COMMENT ON COLUMN "cola_detail"."permits" IS 'Permits with holder and place, as the detail page lists them.';
COMMENT ON COLUMN "cola_detail"."class_type_description" IS 'Class and type of the product, in words.';
COMMENT ON COLUMN "cola_detail"."origin_description" IS 'State or country of origin, in words.';
COMMENT ON COLUMN "cola_detail"."brand_name" IS 'Brand name on the label.';
COMMENT ON COLUMN "cola_detail"."fanciful_name" IS 'Fanciful name on the label, if it has one.';
COMMENT ON COLUMN "cola_detail"."type_of_application" IS 'Type of application in the words of the detail page.';
COMMENT ON COLUMN "cola_detail"."for_sale_in" IS 'State an exemption is limited to, as the detail page shows it.';
COMMENT ON COLUMN "cola_detail"."total_bottle_capacity" IS 'Total capacity of a distinctive bottle before closure.';
COMMENT ON COLUMN "cola_detail"."contact_name" IS 'Contact person. Personal.';
COMMENT ON COLUMN "cola_detail"."contact_phone" IS 'Phone number of the contact. Personal.';
COMMENT ON COLUMN "cola_detail"."contact_fax" IS 'Fax number of the contact. Personal.';
COMMENT ON COLUMN "cola_detail"."formula" IS 'Formula or statement of process number; may hold several.';
COMMENT ON COLUMN "cola_detail"."lab_number" IS 'Laboratory or pre-import number, in older editions.';
COMMENT ON COLUMN "cola_detail"."grape_varietals" IS 'Grape varietals as typed, one by one (wine).';
COMMENT ON COLUMN "cola_detail"."wine_vintage" IS 'Vintage as typed (wine); on forms of before mid-2016.';
COMMENT ON COLUMN "cola_detail"."qualifications" IS 'Conditions and remarks of TTB, one by one.';
