/** Compiled to WASM by OPA itself. */
const NATIVE = `abs and array.concat array.flatten array.reverse array.slice assign base64.decode base64.encode
  base64.is_valid base64url.decode base64url.encode bits.and bits.lsh bits.negate bits.or bits.rsh bits.xor ceil concat
  contains count div endswith eq equal floor format_int glob.match graph.reachable gt gte indexof internal.member_2
  internal.member_3 internal.print internal.template_string internal.test_case intersection is_array is_boolean is_null
  is_number is_object is_set is_string json.filter json.is_valid json.marshal json.remove json.unmarshal lower lt lte max
  min minus mul neq net.cidr_contains net.cidr_intersects numbers.range object.filter object.get object.keys
  object.remove object.union object.union_n or plus print product regex.find_all_string_submatch_n regex.is_valid
  regex.match rego.metadata.chain rego.metadata.rule rem replace round sort split startswith strings.replace_n
  strings.reverse substring sum to_number trim trim_left trim_prefix trim_right trim_space trim_suffix type_name union
  upper walk`;

/** Left to the host, and supplied in TypeScript: what our own packs may call. */
const HOSTED = `sprintf strings.any_prefix_match strings.any_suffix_match strings.count time.now_ns
  time.parse_rfc3339_ns`;

/** Left to the host, and answered by OPA's own implementation in the engine: what custom policies may call besides. */
const ANSWERED_BY_ENGINE = `base64url.encode_no_pad crypto.hmac.equal crypto.hmac.md5 crypto.hmac.sha1
  crypto.hmac.sha256 crypto.hmac.sha512 crypto.md5 crypto.sha1 crypto.sha256 glob.quote_meta graph.reachable_paths
  hex.decode hex.encode indexof_n json.marshal_with_options json.patch net.cidr_contains_matches net.cidr_expand
  net.cidr_is_valid net.cidr_merge numbers.range_step object.subset regex.find_n regex.globs_match regex.replace
  regex.split regex.template_match semver.compare semver.is_valid strings.render_template strings.split_n time.add_date
  time.clock time.date time.diff time.format time.parse_duration_ns time.parse_ns time.weekday units.parse
  units.parse_bytes uri.is_valid uri.parse urlquery.decode urlquery.decode_object urlquery.encode
  urlquery.encode_object yaml.is_valid yaml.marshal yaml.unmarshal`;

/** Built-ins that the packs may call; with them a policy is a function of its input and its data alone. */
export const PACK_BUILTINS: readonly string[] = words(`${NATIVE} ${HOSTED}`);

/** Built-ins that the engine answers for the compiled policy. */
export const ENGINE_BUILTINS: readonly string[] = words(ANSWERED_BY_ENGINE);

/**
 * Built-ins that a custom policy may call. Everything else is refused when it compiles: what reaches outside
 * (http.send, net.lookup_ip_addr, opa.runtime), what differs from run to run (rand, uuid), and what no cost policy has
 * a use for (io.jwt, crypto.x509, graphql, trace).
 */
export const CUSTOM_BUILTINS: readonly string[] = [...PACK_BUILTINS, ...ENGINE_BUILTINS];

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
