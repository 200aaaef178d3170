/** `state`: one of the fifty, or the District of Columbia; `territory`: of the US; `associated`: free states that use US mail; `military`: mail to the armed forces. */
export type StateKind = 'state' | 'territory' | 'associated' | 'military'

/**
 * A line is a USPS code, a name, the first three digits of its ZIP codes, and customary spellings.
 * Source: USPS Publication 28, appendix B; USPS list of three-digit ZIP code prefixes (L002); GPO Style Manual, section 9.
 */
export const STATE_LINES: Readonly<Record<StateKind, string>> = {
  state: `
AL|Alabama|350-369|Ala
AK|Alaska|995-999|Alas
AZ|Arizona|850-865|Ariz
AR|Arkansas|716-729|Ark
CA|California|900-961|Calif,Cal
CO|Colorado|800-816|Colo
CT|Connecticut|060-069|Conn
DE|Delaware|197-199|Del
DC|District of Columbia|200-205 569|Washington DC,Wash DC,Dist of Columbia
FL|Florida|320-349|Fla
GA|Georgia|300-319 398-399|
HI|Hawaii|967-968|Hawai'i
ID|Idaho|832-838|Ida
IL|Illinois|600-629|Ill
IN|Indiana|460-479|Ind
IA|Iowa|500-528|
KS|Kansas|660-679|Kans,Kan
KY|Kentucky|400-427|
LA|Louisiana|700-714|
ME|Maine|039-049|
MD|Maryland|206-219|
MA|Massachusetts|010-027 055|Mass
MI|Michigan|480-499|Mich
MN|Minnesota|550-567|Minn
MS|Mississippi|386-397|Miss
MO|Missouri|630-658|
MT|Montana|590-599|Mont
NE|Nebraska|680-693|Nebr,Neb
NV|Nevada|889-898|Nev
NH|New Hampshire|030-038|N H
NJ|New Jersey|070-089|N J
NM|New Mexico|870-884|N Mex,N M
NY|New York|004-005 063 100-149|N Y
NC|North Carolina|270-289|N C,N Car,N Carolina,No Carolina
ND|North Dakota|580-588|N Dak,N D,N Dakota,No Dakota
OH|Ohio|430-459|
OK|Oklahoma|730-731 734-749|Okla
OR|Oregon|970-979|Oreg,Ore
PA|Pennsylvania|150-196|Penn,Penna
RI|Rhode Island|028-029|R I
SC|South Carolina|290-299|S C,S Car,S Carolina,So Carolina
SD|South Dakota|570-577|S Dak,S D,S Dakota,So Dakota
TN|Tennessee|370-385|Tenn
TX|Texas|733 750-799 885|Tex
UT|Utah|840-847|
VT|Vermont|050-054 056-059|
VA|Virginia|201 220-246|
WA|Washington|980-994|Wash,Washington State
WV|West Virginia|247-268|W Va,W V,W Virginia
WI|Wisconsin|530-549|Wis,Wisc
WY|Wyoming|820-831|Wyo`,
  territory: `
AS|American Samoa|967|
GU|Guam|969|
MP|Northern Mariana Islands|969|CNMI,Commonwealth of the Northern Mariana Islands
PR|Puerto Rico|006-007 009|P R
VI|US Virgin Islands|008|Virgin Islands,United States Virgin Islands,Virgin Islands US,V I,USVI
UM|US Minor Outlying Islands|968-969|United States Minor Outlying Islands`,
  associated: `
FM|Federated States of Micronesia|969|Micronesia
MH|Marshall Islands|969|
PW|Palau|969|`,
  military: `
AA|Armed Forces Americas|340|
AE|Armed Forces Europe|090-099|
AP|Armed Forces Pacific|962-966|`,
}
