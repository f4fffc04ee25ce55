// First full map and whole frames while panning, MapLibre GL JS in headless Chromium with software GL:
// node run.mjs LAYER.geojson…
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";

const home = import.meta.dirname;
const types = { ".html": "text/html", ".mjs": "text/javascript", ".css": "text/css" };
const server = createServer(async (request, response) => {
  const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const file = asked.startsWith("/layer/") ? asked.slice("/layer".length) : path.join(home, asked);
  try {
    const bytes = await readFile(file);
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/json" });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking", "--disable-sync"],
});
for (const layer of process.argv.slice(2)) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${origin}/index.html?layer=/layer${path.resolve(layer)}`);
  await page.waitForFunction(() => window.result, null, { timeout: 300000 });
  const { first, median, worst } = await page.evaluate(() => window.result);
  const whole = (time) => `${Math.round(time)} ms`;
  console.log(`${layer}: first full map ${whole(first)}, panning median ${whole(median)}, worst ${whole(worst)}`);
  await page.close();
}
await browser.close();
server.close();
