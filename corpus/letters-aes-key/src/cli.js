const [command = 'help'] = process.argv.slice(2);
const commands = {
  serve: () => import('./serve.js'),
  help: async () => console.log('usage: letters serve'),
};
await (commands[command] ?? commands.help)();
