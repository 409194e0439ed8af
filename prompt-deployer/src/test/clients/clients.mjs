// Each official client reads one prompt from the address it is given; what it saw is printed as JSON.
import { Langfuse } from "langfuse";
import { LangfuseClient } from "@langfuse/client";
import { LangWatch } from "langwatch";
import { loadPrompt } from "braintrust";
import { OpenFeature } from "@openfeature/server-sdk";
import { OFREPProvider } from "@openfeature/ofrep-provider";

const [base, key, team, name] = process.argv.slice(2);
const prompt = `${team}/${name}`;

const attempt = async (read) => {
  try {
    return await read();
  } catch (error) {
    return { error: String(error && error.message ? error.message : error) };
  }
};

const clients = {
  langfuse3: async () => {
    const client = new Langfuse({ baseUrl: base, publicKey: "belay", secretKey: key });
    const read = await client.getPrompt(prompt, undefined, { type: "chat", cacheTtlSeconds: 0 });
    return { version: read.version, messages: read.compile({ note: "a <b> & c" }), digest: read.config.belay.digest };
  },
  langfuse3unknown: async () => {
    const client = new Langfuse({ baseUrl: base, publicKey: "belay", secretKey: key });
    return await client.getPrompt(`${team}/nothing`, undefined, { type: "chat", maxRetries: 0 });
  },
  langfuse5: async () => {
    const client = new LangfuseClient({ baseUrl: base, publicKey: "belay", secretKey: key });
    const read = await client.prompt.get(prompt, { type: "chat", cacheTtlSeconds: 0 });
    return { version: read.version, messages: read.compile({ note: "a <b> & c" }), digest: read.config.belay.digest };
  },
  langwatch: async () => {
    const client = new LangWatch({ endpoint: base, apiKey: key });
    const read = await client.prompts.get(prompt);
    return { version: read.version, messages: read.compile({ note: "a <b> & c" }).messages };
  },
  langwatchUnknown: async () => {
    const client = new LangWatch({ endpoint: base, apiKey: key });
    return await client.prompts.get(`${team}/nothing`);
  },
  braintrust: async () => {
    const read = await loadPrompt({ appUrl: base, apiKey: key, projectName: team, slug: name });
    return { version: read.version, messages: read.build({ note: "a <b> & c" }).messages };
  },
  braintrustUnknown: async () => {
    return await loadPrompt({ appUrl: base, apiKey: key, projectName: team, slug: "nothing" });
  },
  ofrep: async () => {
    await OpenFeature.setProviderAndWait(
      new OFREPProvider({ baseUrl: base, headers: [["Authorization", `Bearer ${key}`]] }),
    );
    const client = OpenFeature.getClient();
    const read = await client.getObjectDetails(prompt, {});
    const unknown = await client.getObjectDetails(`${team}/nothing`, { kept: true });
    return { variant: read.variant, value: read.value, metadata: read.flagMetadata, unknown };
  },
};

const seen = {};
for (const [client, read] of Object.entries(clients)) {
  seen[client] = await attempt(read);
}
process.stdout.write(`\n${JSON.stringify(seen)}\n`);
process.exit(0);
