//go:build tools

package tools

import _ "github.com/reviewdog/reviewdog/cmd/reviewdog"
