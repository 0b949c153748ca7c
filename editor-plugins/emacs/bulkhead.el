;;; bulkhead.el --- bulkhead's language server in eglot and lsp-mode -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "26.1"))
;; License: Apache-2.0

;;; Commentary:

;; Load this file; then `M-x eglot' in a Terraform, YAML or Dockerfile buffer starts `bulkhead lsp'.  eglot keeps one server for a
;; mode: with `bulkhead-eglot-modes' nil it leaves another server of yours alone.  lsp-mode runs bulkhead beside the others.

;;; Code:

(defgroup bulkhead nil "Walls between environments of infrastructure as code." :group 'tools)

(defcustom bulkhead-command '("bulkhead" "lsp")
  "The program and its arguments."
  :type '(repeat string))

(defcustom bulkhead-modes
  '(terraform-mode hcl-mode yaml-mode yaml-ts-mode k8s-mode docker-compose-mode
    dockerfile-mode dockerfile-ts-mode json-mode json-ts-mode)
  "Major modes of files that bulkhead reads."
  :type '(repeat symbol))

(defcustom bulkhead-eglot-modes bulkhead-modes
  "Major modes for which eglot starts bulkhead."
  :type '(repeat symbol))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (when bulkhead-eglot-modes
    (add-to-list 'eglot-server-programs (cons bulkhead-eglot-modes (lambda (&rest _) bulkhead-command)))))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(with-eval-after-load 'lsp-mode
  (dolist (pair '((terraform-mode . "terraform") (hcl-mode . "hcl") (dockerfile-mode . "dockerfile") (yaml-mode . "yaml")))
    (unless (assq (car pair) lsp-language-id-configuration)
      (push pair lsp-language-id-configuration)))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () bulkhead-command))
                    :major-modes bulkhead-modes
                    :add-on? t
                    :initialization-options '(:relatedInMessage t)   ; lsp-mode takes related information, but shows none
                    :server-id 'bulkhead)))

(provide 'bulkhead)
;;; bulkhead.el ends here
