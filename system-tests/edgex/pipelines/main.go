// An application service on EdgeX's own app SDK that does what its configuration says, as EdgeX's app-service-configurable.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/edgexfoundry/app-functions-sdk-go/v4/pkg"
	"github.com/edgexfoundry/app-functions-sdk-go/v4/pkg/interfaces"
	"github.com/edgexfoundry/go-mod-core-contracts/v4/dtos"
)

func main() {
	service, ok := pkg.NewAppService("app-pipelines")
	if !ok {
		os.Exit(1)
	}
	pipelines, err := service.LoadConfigurableFunctionPipelines()
	if err != nil {
		service.LoggingClient().Error(err.Error())
		os.Exit(1)
	}
	for _, pipeline := range pipelines {
		if err := service.AddFunctionsPipelineForTopics(pipeline.Id, pipeline.Topics, pipeline.Transforms...); err != nil {
			service.LoggingClient().Error(err.Error())
			os.Exit(1)
		}
	}
	if err := service.AddFunctionsPipelineForTopics("obeys", []string{"events/device/+/+/+/obeyed"}, obeys); err != nil {
		service.LoggingClient().Error(err.Error())
		os.Exit(1)
	}
	if err := service.Run(); err != nil {
		os.Exit(1)
	}
}

// obeys asks core-command and core-data through the clients that the SDK gives to its pipelines.
func obeys(ctx interfaces.AppFunctionContext, data any) (bool, any) {
	event := data.(dtos.Event)
	words := strings.Split(event.Readings[0].Value, "=")
	if _, err := ctx.CommandClient().IssueSetCommandByName(context.Background(), words[0], words[1], map[string]any{words[1]: words[2]}); err != nil {
		return false, err
	}
	count, err := ctx.EventClient().EventCountByDeviceName(context.Background(), words[0])
	if err != nil {
		return false, err
	}
	ctx.LoggingClient().Infof("obeyed with %d events stored", count.Count)
	return false, fmt.Sprint(count.Count)
}
