// Runs the audits of graphql-http against the server at the address given, and
// prints one line of JSON for each: what was asked of it, and how it fared.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2], fetchFn: fetch });
for (const result of results) {
  console.log(
    JSON.stringify({
      id: result.id,
      name: result.name,
      status: result.status,
      reason: result.status === "ok" ? undefined : result.reason,
      answer: result.status === "ok" ? undefined : await result.response?.text().catch(() => undefined),
    }),
  );
}
