// Preloaded with --import: prints the peak resident memory of the process, in bytes, when it ends.
process.on("exit", () => {
  console.log(`maxRSS ${process.resourceUsage().maxRSS * 1024}`);
});
