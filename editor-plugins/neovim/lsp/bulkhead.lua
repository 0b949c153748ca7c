-- For Neovim 0.11 and later: `vim.lsp.enable('bulkhead')` finds this file on the runtime path.
local bulkhead = require('bulkhead')
return {
  cmd = bulkhead.cmd,
  filetypes = bulkhead.filetypes,
  root_markers = bulkhead.root_markers,
  init_options = bulkhead.init_options,
}
