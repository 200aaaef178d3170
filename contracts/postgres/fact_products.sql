CREATE TABLE "fact_products" (
  "ttb_id" text NOT NULL,
  "received_date" date NOT NULL,
  "receipt_method" text,
  "received_date_key" integer NOT NULL,
  "application_date" date,
  "application_date_key" integer NOT NULL,
  "approval_date" date,
  "approval_date_key" integer NOT NULL,
  "completed_date" date,
  "completed_date_key" integer NOT NULL,
  "expiration_date" date,
  "expiration_date_key" integer NOT NULL,
  "company_key" bigint NOT NULL,
  "alias_key" bigint NOT NULL,
  "permit_key" bigint NOT NULL,
  "product_key" bigint NOT NULL,
  "product_type_key" bigint NOT NULL,
  "origin_location_key" bigint NOT NULL,
  "holder_location_key" bigint NOT NULL,
  "status" text,
  "brand_name" text,
  "brand_key" text,
  "fanciful_name" text,
  "fanciful_key" text,
  "class_type_code" text,
  "commodity" text CHECK ("commodity" IN ('wine', 'distilled_spirits', 'malt_beverage', 'non_alcoholic')),
  "origin_code" text,
  "source_of_product" text CHECK ("source_of_product" IN ('domestic', 'imported')),
  "is_wine" boolean,
  "is_beer" boolean,
  "is_spirits" boolean,
  "days_to_approval" integer,
  "serial_number" text,
  "vendor_code" text,
  "formula" text,
  "alcohol_percent" double precision,
  "net_contents_ml" double precision[] NOT NULL,
  "wine_appellation" text,
  "wine_vintage" text,
  "principal_permit_number" text,
  "holder_name" text,
  "holder_name_key" text,
  "holder_address_key" text,
  "holder_street" text,
  "holder_city" text,
  "holder_state" text,
  "holder_zip" text,
  "holder_country" text,
  "permit_count" integer NOT NULL,
  "varietal_count" integer NOT NULL,
  "qualification_count" integer NOT NULL,
  "label_image_count" integer NOT NULL,
  "conflict_count" integer NOT NULL,
  "has_search_row" boolean NOT NULL,
  "has_cola_detail" boolean NOT NULL,
  "has_certificate" boolean NOT NULL,
  "completeness_score" double precision NOT NULL,
  "quality_tier" text NOT NULL CHECK ("quality_tier" IN ('premium', 'standard', 'basic', 'minimal')),
  PRIMARY KEY ("ttb_id")
);
COMMENT ON TABLE "fact_products" IS 'One label approval: a TTB ID in its latest state. An approval is not a product on sale. Contract 1.0.';
COMMENT ON COLUMN "fact_products"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "fact_products"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "fact_products"."receipt_method" IS 'How the application reached TTB, from the TTB ID; null for IDs of before 1997. Codes: how the application reached TTB.';
COMMENT ON COLUMN "fact_products"."received_date_key" IS 'Day of receipt, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_products"."application_date" IS 'Day of application as the applicant dated the form.';
COMMENT ON COLUMN "fact_products"."application_date_key" IS 'Day of application, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_products"."approval_date" IS 'Day the certificate was issued.';
COMMENT ON COLUMN "fact_products"."approval_date_key" IS 'Day of approval, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_products"."completed_date" IS 'Day of the last change of status; it moves. Not the day of approval.';
COMMENT ON COLUMN "fact_products"."completed_date_key" IS 'Day of the last change of status, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_products"."expiration_date" IS 'Day the certificate ends, where TTB set one.';
COMMENT ON COLUMN "fact_products"."expiration_date_key" IS 'Day the certificate ends, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_products"."company_key" IS 'The company, in dim_companies.';
COMMENT ON COLUMN "fact_products"."alias_key" IS 'How the record names the company, in company_aliases.';
COMMENT ON COLUMN "fact_products"."permit_key" IS 'The principal permit, in dim_permits; all of them are in bridge_permits.';
COMMENT ON COLUMN "fact_products"."product_key" IS 'The product, in dim_products.';
COMMENT ON COLUMN "fact_products"."product_type_key" IS 'Class and type, in dim_product_types.';
COMMENT ON COLUMN "fact_products"."origin_location_key" IS 'The origin, in dim_locations.';
COMMENT ON COLUMN "fact_products"."holder_location_key" IS 'The city of the holder, in dim_locations.';
COMMENT ON COLUMN "fact_products"."status" IS 'Status on the day the page was fetched: APPROVED, EXPIRED, SURRENDERED or REVOKED.';
COMMENT ON COLUMN "fact_products"."brand_name" IS 'Brand name on the label.';
COMMENT ON COLUMN "fact_products"."brand_key" IS 'The brand name for comparing: capitals, without accents and punctuation.';
COMMENT ON COLUMN "fact_products"."fanciful_name" IS 'Fanciful name on the label, if it has one.';
COMMENT ON COLUMN "fact_products"."fanciful_key" IS 'The fanciful name for comparing: capitals, without accents and punctuation.';
COMMENT ON COLUMN "fact_products"."class_type_code" IS 'Class and type of the product, as a code. Codes: class and type of the product; `lookupProductClassTypeCode.do` of the registry.';
COMMENT ON COLUMN "fact_products"."commodity" IS 'Type of product by class and type code, never by words within a name.';
COMMENT ON COLUMN "fact_products"."origin_code" IS 'State or country of origin, as a code. Codes: state or country of origin; `lookupOriginCode.do` of the registry.';
COMMENT ON COLUMN "fact_products"."source_of_product" IS 'Whether the product is domestic or imported.';
COMMENT ON COLUMN "fact_products"."is_wine" IS 'Whether it is wine; null when class and type are not known.';
COMMENT ON COLUMN "fact_products"."is_beer" IS 'Whether it is a malt beverage; null when class and type are not known.';
COMMENT ON COLUMN "fact_products"."is_spirits" IS 'Whether it is a distilled spirit; null when class and type are not known.';
COMMENT ON COLUMN "fact_products"."days_to_approval" IS 'Days from application to approval. Unit: days.';
COMMENT ON COLUMN "fact_products"."serial_number" IS 'Serial number given by the applicant; not unique.';
COMMENT ON COLUMN "fact_products"."vendor_code" IS 'Vendor code that TTB used before April 2003 and still prints.';
COMMENT ON COLUMN "fact_products"."formula" IS 'Formula or statement of process number; may hold several.';
COMMENT ON COLUMN "fact_products"."alcohol_percent" IS 'Alcohol content that could be understood. Unit: percent by volume.';
COMMENT ON COLUMN "fact_products"."net_contents_ml" IS 'Net contents that could be understood. Unit: millilitres.';
COMMENT ON COLUMN "fact_products"."wine_appellation" IS 'Appellation of origin on the label (wine).';
COMMENT ON COLUMN "fact_products"."wine_vintage" IS 'Vintage as typed (wine); on forms of before mid-2016.';
COMMENT ON COLUMN "fact_products"."principal_permit_number" IS 'Permit of the principal place of business or, where no page says which that is, the first one shown.';
COMMENT ON COLUMN "fact_products"."holder_name" IS 'Who holds the certificate: the applicant of the form or, without one, the holder of the principal permit.';
COMMENT ON COLUMN "fact_products"."holder_name_key" IS 'The name of the holder for comparing: capitals, without accents, punctuation and legal form.';
COMMENT ON COLUMN "fact_products"."holder_address_key" IS 'The address of the holder for comparing: street as the USPS shortens it, and ZIP code or city and state.';
COMMENT ON COLUMN "fact_products"."holder_street" IS 'Street of the holder, where it could be told from the city.';
COMMENT ON COLUMN "fact_products"."holder_city" IS 'City of the holder, in capitals.';
COMMENT ON COLUMN "fact_products"."holder_state" IS 'USPS code of the state of the holder.';
COMMENT ON COLUMN "fact_products"."holder_zip" IS 'ZIP code of the holder, five digits.';
COMMENT ON COLUMN "fact_products"."holder_country" IS 'ISO 3166-1 code of the country of the holder.';
COMMENT ON COLUMN "fact_products"."permit_count" IS 'Permits of the record: its rows in bridge_permits.';
COMMENT ON COLUMN "fact_products"."varietal_count" IS 'Varietals of the record: its rows in bridge_varietals.';
COMMENT ON COLUMN "fact_products"."qualification_count" IS 'Qualifications of the record: its rows in bridge_qualifications.';
COMMENT ON COLUMN "fact_products"."label_image_count" IS 'Label images of the record: its rows in label_images.';
COMMENT ON COLUMN "fact_products"."conflict_count" IS 'Fields about which the sources disagree: the rows of the record in the conflict log.';
COMMENT ON COLUMN "fact_products"."has_search_row" IS 'Whether the registry index lists the record.';
COMMENT ON COLUMN "fact_products"."has_cola_detail" IS 'Whether its detail page was read.';
COMMENT ON COLUMN "fact_products"."has_certificate" IS 'Whether its form was read.';
COMMENT ON COLUMN "fact_products"."completeness_score" IS 'Share of the fields expected of every record that are filled. Unit: share, 0 to 1.';
COMMENT ON COLUMN "fact_products"."quality_tier" IS 'How complete the record is, by score and by the fields that matter most.';
