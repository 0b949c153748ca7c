-- Starts `bulkhead lsp` for the files it reads. For Neovim 0.7 to 0.10; later ones take lsp/bulkhead.lua.
local M = {}

M.cmd = { 'bulkhead', 'lsp' }
M.filetypes = { 'terraform', 'terraform-vars', 'tf', 'hcl', 'yaml', 'yaml.docker-compose', 'helm', 'dockerfile', 'json' }
M.root_markers = { 'bulkhead.yaml', '.git' }

-- Neovim keeps related information but shows none of it.
M.init_options = { relatedInMessage = true }

local clients = {} -- by root folder: one server for an estate, however many of its files are open

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  for _, marker in ipairs(M.root_markers) do
    local at = folder
    while true do
      if vim.loop.fs_stat(at .. '/' .. marker) then return at end
      local parent = vim.fn.fnamemodify(at, ':h')
      if parent == at then break end
      at = parent
    end
  end
  return folder
end

--- Attaches a buffer to the server of its estate, which is started when there is none. Gives the client's id.
function M.attach(buffer, options)
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' or vim.bo[buffer].buftype ~= '' then return end
  local root = root_of(file)
  if not clients[root] or not vim.lsp.get_client_by_id(clients[root]) then
    clients[root] = vim.lsp.start_client(vim.tbl_extend('force', {
      name = 'bulkhead',
      cmd = M.cmd,
      init_options = M.init_options,
      root_dir = root,
      workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    }, options or {}))
  end
  if clients[root] then vim.lsp.buf_attach_client(buffer, clients[root]) end
  return clients[root]
end

--- Attaches every buffer of `filetypes` from now on. `options`: what vim.lsp.start_client() takes, e.g. cmd, on_attach.
function M.setup(options)
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('bulkhead', {}),
    pattern = M.filetypes,
    callback = function(event) M.attach(event.buf, options) end,
  })
end

return M
